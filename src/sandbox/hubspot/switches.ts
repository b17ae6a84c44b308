import { z } from 'zod';

const kind = z.enum(['companies', 'contacts', 'deals']);
const ids = z.array(z.string());

const workflow = z.object({
  id: z.number().int().default(1),
  kind: kind.default('companies'),
  /** The property whose change sets it off. */
  when: z.string(),
  set: z.string(),
  to: z.string(),
  /** Workflows of the real HubSpot run some moments later. */
  afterMs: z.number().min(0).default(0),
});
export type Workflow = z.infer<typeof workflow>;

/** How this HubSpot is set, as opposed to what is in it. Each may be changed at any time. */
const switches = z.object({
  /** "Assign company owner to contact by default." */
  ownerCopying: z.boolean(),
  workflows: z.array(workflow),
  /** How long a change stays unknown to the search. */
  searchLagMs: z.number().min(0),
  /** Properties that no write may leave empty. */
  required: z.array(z.object({ kind, property: z.string() })),
  /** Records whose write makes HubSpot refuse the whole batch. */
  poisoned: ids,
  /** Records that fail alone, in an answer of 207. */
  refused: ids,
  /** Scopes that were taken from the app. */
  withoutScopes: z.array(z.string()),
  /** The account has thrown the app out: no token is good any more. */
  uninstalled: z.boolean(),
  refreshRevoked: z.boolean(),
  accessTokenSeconds: z.number().min(0),
});
export type Switches = z.infer<typeof switches>;

/** Some switches; what is not named stays as it is. */
export const someSwitches = switches.partial();

export function calmSwitches(): Switches {
  return {
    ownerCopying: false,
    workflows: [],
    searchLagMs: 0,
    required: [],
    poisoned: [],
    refused: [],
    withoutScopes: [],
    uninstalled: false,
    refreshRevoked: false,
    accessTokenSeconds: 1_800,
  };
}
