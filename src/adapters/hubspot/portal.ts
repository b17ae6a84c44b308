import { z } from 'zod';
import { askJson, type Connection } from './connection.ts';

/** HubSpot's name for one customer's account with it. */
export type Portal = { id: number; accountUrl: string; leadUrl: string; currency: string };

/** The newest version of this call: its dates are not those of the CRM's. */
const PATH = '/account-info/2026-03/details';

const details = z.object({
  portalId: z.number(),
  uiDomain: z.string().regex(/^[\w.-]+(:\d+)?$/),
  companyCurrency: z.string().catch('USD'),
});

/** Asked once, then known; a failure is not remembered. */
export function createPortalReader({ read }: Connection): () => Promise<Portal> {
  let known: Promise<Portal> | undefined;
  const ask = async () => {
    const answer = read('Reading the HubSpot account', details, (client) =>
      askJson(client, { path: PATH }),
    );
    return portalOf(await answer);
  };
  return () => {
    known ??= ask().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

function portalOf({ portalId, uiDomain, companyCurrency }: z.infer<typeof details>): Portal {
  const { hostname } = new URL(`http://${uiDomain}`);
  const scheme = ['localhost', '127.0.0.1'].includes(hostname) ? 'http' : 'https';
  const records = `${scheme}://${uiDomain}/contacts/${portalId}/record`;
  return {
    id: portalId,
    accountUrl: `${records}/0-2/{id}`,
    leadUrl: `${records}/0-1/{id}`,
    currency: companyCurrency,
  };
}
