import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { crmContract } from './crm-contract.ts';
import type { CrmWorld } from './crm-world.ts';
import { connect } from './hubspot-server.ts';

const objects = { account: 'companies', lead: 'contacts', deal: 'deals' } as const;

/** The sandbox's HubSpot, over HTTP; what people do there is done by another app's calls. */
async function openHubSpot(): Promise<CrmWorld> {
  const hubspot = await visitHubSpot({ accounts: 420 });
  const { company } = hubspot;
  const told = Array.from({ length: company.accountCount }, (_, nth) => company.account(nth));
  const crmIds = (records: { crmId: string }[]) => records.map(({ crmId }) => crmId);
  const ask = async (method: string, path: string, body?: unknown) => {
    const { status } = await hubspot.ask(method, `/crm/objects/2026-09/${path}`, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`);
  };
  const [ana, ben, cleo] = company.reps.filter(({ left }) => !left);
  const departed = company.people.find(({ left }) => left);
  if (!ana || !ben || !cleo || !departed) throw new Error('too few people');
  return {
    crm: connect(hubspot, { token: 'pat-sandbox' }),
    ids: {
      account: crmIds(told),
      lead: crmIds(told.flatMap(({ index }) => company.contactsOf(index))),
      deal: crmIds(told.flatMap(({ index }) => company.dealsOf(index))),
    },
    owners: [ana.crmOwnerId, ben.crmOwnerId, cleo.crmOwnerId],
    departed: departed.crmOwnerId,
    nobody: '999',
    absent: '404404404',
    edit: (kind, id, text) => {
      const properties = kind === 'deal' ? { dealname: text } : { city: text };
      return ask('PATCH', `${objects[kind]}/${id}`, { properties });
    },
    remove: (kind, id) => ask('DELETE', `${objects[kind]}/${id}`),
    merge: (kind, id, other) =>
      ask('POST', `${objects[kind]}/merge`, { primaryObjectId: id, objectIdToMerge: other }),
    close: hubspot.stop,
  };
}

crmContract(
  'HubSpot',
  {
    merging: 'merges',
    // HubSpot has no conditional write.
    writing: 'two steps',
    histories: 'by id',
    accountUrl: /^http:\/\/127\.0\.0\.1:\d+\/contacts\/4242\/record\/0-2\/\{id\}$/,
  },
  openHubSpot,
);
