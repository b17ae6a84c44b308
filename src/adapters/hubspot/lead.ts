import type { CrmLead } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { recordsOf, type WireRecord, type Wish } from './record.ts';

const wish: Wish = {
  kind: 'contacts',
  properties: ['email', 'firstname', 'lastname', 'hubspot_owner_id', 'associatedcompanyid'],
};

export function readLeads(connection: Connection): AsyncGenerator<CrmLead[]> {
  return recordsOf(connection, wish, leadOf);
}

function leadOf({ id, properties: has }: WireRecord): CrmLead {
  const fullName = [has.firstname, has.lastname].filter(Boolean).join(' ');
  return {
    id,
    ...(has.associatedcompanyid && { accountId: has.associatedcompanyid }),
    name: fullName || has.email || `Contact ${id}`,
    ...(has.email && { email: has.email }),
    ...(has.hubspot_owner_id && { ownerId: has.hubspot_owner_id }),
  };
}
