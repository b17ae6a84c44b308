import type { OpenClaim } from './claim.ts';
import type { CrmPlace } from './crm-place.ts';
import type { Flag } from './flag.ts';
import type { LeadMatch } from './matching/lead-match.ts';
import type { Actor, Cause } from './ownership.ts';
import type { Person } from './roster.ts';

/** What the registry says of one lead: whose it is, and why. */
export type LeadCard = {
  lead: { id: string; name: string; email: string; accountId?: string };
  crm: CrmPlace;
  owner?: Person;
  /** The last change of owner; undefined where the CRM brought the lead with its owner. */
  why?: { cause: Cause; actor: Actor; reason: string; at: Date };
  /** The pool whose turn it was. */
  turnOf?: string;
  /** A decision that waits for a person. */
  pending?: { proposed?: Person; flags: Flag[] };
  claim?: OpenClaim;
  /** Which account we found for it, and who else was considered, where the CRM has put it under none. */
  match?: LeadMatch;
};
