import {
  type Attributes,
  type Reading,
  readAttributes,
  type Unreadable,
} from './reading/attributes.ts';
import { type Catalogue, type Facts, type Origins, standardCatalogue } from './rules/attribute.ts';

/** An account as it is stored, with what stands around it. People are e-mail addresses. */
export type StoredAccount = {
  name: string;
  domains: readonly string[];
  attributes: Attributes;
  owner?: string | undefined;
  parent?: { name: string; owner?: string | undefined } | undefined;
  /** Whose the ultimate parent is. */
  familyOwner?: string | undefined;
  openDeals: { value: number; owner?: string | undefined };
};

export type StoredLead = {
  name: string;
  email?: string | undefined;
  attributes: Attributes;
  owner?: string | undefined;
};

/** What rules may test, where it comes from, and what nobody could read: that is not known, and worth a look. */
export type Known = { facts: Facts; origins: Origins; unreadable: Unreadable[] };

export function factsOf(account: StoredAccount, catalogue: Catalogue = standardCatalogue): Known {
  const { name, domains, owner, parent, familyOwner, openDeals } = account;
  const reading = readAttributes(account.attributes, catalogue);
  return {
    unreadable: reading.unreadable,
    origins: { former_customer: reading.origins.type, ...reading.origins },
    facts: {
      ...formerCustomer(reading),
      ...reading.facts,
      record: 'account',
      name,
      domain: reading.facts.domain ?? mainDomain(domains),
      domains: domains.length > 0 ? domains : undefined,
      owner,
      parent: parent?.name,
      parent_owner: parent?.owner,
      family_owner: familyOwner,
      open_deal_owner: openDeals.owner,
      open_deal_value: openDeals.value,
    },
  };
}

/**
 * A lead knows what its account knows, where it says nothing itself. A place is taken as a whole: somebody in Munich does
 * not work in California because the head office is there.
 */
export function leadFactsOf(
  lead: StoredLead,
  account?: Known,
  catalogue: Catalogue = standardCatalogue,
): Known {
  const reading = readAttributes(lead.attributes, catalogue);
  const { facts, origins } = account ? inherited(account, reading) : nothing;
  const domain = lead.email?.split('@')[1]?.toLowerCase();
  return {
    unreadable: reading.unreadable,
    origins: { ...origins, ...reading.origins },
    facts: {
      domain,
      domains: domain ? [domain] : undefined,
      ...facts,
      ...reading.facts,
      record: 'lead',
      name: lead.name,
      owner: lead.owner,
      matched_owner: account?.facts.owner,
    },
  };
}

const nothing = { facts: {}, origins: {} };

/** About the account itself, not about those who work there. */
const accountsOwn = new Set(
  'record name owner phone created last_activity score source source_detail lead_status lifecycle language tags'.split(
    ' ',
  ),
);
const place = ['country', 'state', 'city', 'zip'];

function inherited(account: Known, { facts }: Reading) {
  const saysWhere = place.some((key) => facts[key] !== undefined);
  const isPassedOn = ([key, value]: [string, unknown]) =>
    value !== undefined && !accountsOwn.has(key) && !(saysWhere && place.includes(key));
  return {
    facts: Object.fromEntries(Object.entries(account.facts).filter(isPassedOn)),
    origins: Object.fromEntries(Object.entries(account.origins).filter(isPassedOn)),
  };
}

/** What the CRM calls a company that has bought and left. */
const former = new Set([
  'past customer',
  'former customer',
  'ex-customer',
  'churned',
  'lost customer',
]);

function formerCustomer({ facts: { type } }: Reading): Facts {
  return typeof type === 'string' ? { former_customer: former.has(type.toLowerCase()) } : {};
}

/** The CRM's order of domains is not kept: a .com comes first, then the shortest. A rule that wants all asks `domains`. */
function mainDomain(domains: readonly string[]): string | undefined {
  const rank = (domain: string) => (domain.endsWith('.com') ? 0 : 1000) + domain.length;
  return domains.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0];
}
