import type { OpenClaim } from './claim.ts';
import type { CrmPlace } from './crm-place.ts';
import type { Dispute } from './dispute-state.ts';
import type { Flag } from './flag.ts';
import type { Actor, Cause } from './ownership.ts';
import type { Person, Presence } from './roster.ts';
import type { People } from './rule-lead.ts';
import type { RuleStanding } from './rule-standing.ts';

/** What the registry says of one account at one moment: everything the card shows. */
export type OwnerCard = {
  account: {
    id: string;
    name: string;
    crmId: string;
    crm: CrmPlace;
    domains: string[];
    facts: Fact[];
  };
  owner?: Owner;
  territory?: {
    key: string;
    name: string;
    path: string[];
    cover: { role: string; person: Person }[];
  };
  /** The last change of owner. */
  why?: Change;
  /** What the published rules say of it now; undefined where there are none, and where nobody asked. */
  rules?: RuleStanding;
  /** Who held it before, latest first. */
  formerOwners: { person: Person; until: Date }[];
  deals: { count: number; total: number; currency: string; largest: Deal[] };
  /** `holders`: how many people own something of it, this account with it. `members`: the others, as far as they are shown. */
  family: {
    size: number;
    holders: number;
    parent?: Relative;
    ultimateParent?: Relative;
    members: Relative[];
  };
  /** Who has a part of its credit, or covers it beside its owner. */
  shares: {
    kind: 'credit' | 'cover';
    role: string;
    person: Person;
    percent?: number | undefined;
  }[];
  /** Deals that stay with its former owner for a while. */
  holdovers: { deal: string; person: Person; until?: Date | undefined }[];
  pin?: { by: Actor; reason: string; until?: Date };
  pending: Pending[];
  /** What somebody has said no to since its owner is who it is, and nothing has been asked since. */
  rejected?: { by: Actor; at: Date; reason: string; proposed?: Person | undefined };
  /** Whom the reasons of what is pending name. */
  people?: People;
  /** Who may take it, where it belongs to whoever of a pool comes first. */
  claim?: OpenClaim;
};

export type Owner = Person & {
  title: string;
  team?: string;
  manager?: Person;
  presence: Presence;
};

type Change = { cause: Cause; actor: Actor; reason: string; at: Date; from?: Person };
type Deal = { name: string; stage: string; amount?: number; owner?: Person };
type Relative = { id: string; name: string; owner?: Person };
type Fact = { key: string; value: string; source: string; at: Date };

export type Pending =
  /** `edition`: the version of the rules that asked. */
  | { kind: 'proposal'; proposed?: Person; dueAt?: Date; edition?: number; flags: Flag[] }
  | { kind: 'dispute'; id: string; raisedBy: Person; status: Dispute['status'] };
