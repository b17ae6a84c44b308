import { type AttributeType, derivedAttributes, standardCatalogue } from '../rules/attribute.ts';
import { attributeNames, findAttribute } from '../rules/text/attribute-names.ts';

/** What a workspace without a CRM keeps in sheets: one of each kind. */
export type SheetKind = 'account' | 'lead' | 'deal' | 'owner';

/** `label` is its title in the operator's file. */
export type SheetColumn = { name: string; label: string; type: AttributeType };

/** What people and other products call the columns that the registry knows, in letters alone; the best title first. */
const titles: Record<SheetKind, Record<string, string>> = {
  account: {
    id: 'id accountid companyid recordid crmid',
    name: 'name companyname accountname company account organization organisation',
    domain: 'domain domains domainname website websiteurl url web homepage',
    owner: 'owner owneremail rep repemail salesrep salesrepemail assignedto assignee ae',
    parent: 'parent parentid parentdomain parentcompany parentaccount parentname',
    territory: 'territory territorykey',
    aliases: 'aliases alias alsoknownas aka othernames',
    former_names: 'formernames formername previousnames previousname',
    short_forms: 'shortforms ticker shortname abbreviation symbol',
    country: 'country countryregion countrycode countryname nation',
    state: 'state stateprovince stateregion province region',
    city: 'city town',
    zip: 'zip zipcode postalcode postcode zippostalcode plz',
    industry: 'industry sector vertical',
    employees: 'employees numberofemployees employeecount headcount size',
    revenue: 'revenue annualrevenue turnover',
    created: 'created createdate createdat createddate creationdate',
  },
  lead: {
    id: 'id leadid contactid recordid crmid',
    name: 'name fullname contact lead',
    first_name: 'firstname givenname',
    last_name: 'lastname surname familyname',
    email: 'email emailaddress mail',
    account:
      'accountid companyid companydomain accountdomain company account companyname accountname',
    owner: 'owner owneremail rep repemail salesrep salesrepemail assignedto assignee ae',
    country: 'country countryregion countrycode countryname nation',
    state: 'state stateprovince stateregion province region',
    city: 'city town',
    zip: 'zip zipcode postalcode postcode zippostalcode plz',
    industry: 'industry sector vertical',
    language: 'language preferredlanguage',
    source: 'source originalsource',
    lead_status: 'leadstatus status',
    lifecycle: 'lifecycle lifecyclestage stage',
    created: 'created createdate createdat createddate creationdate',
  },
  deal: {
    id: 'id dealid opportunityid recordid crmid',
    name: 'name dealname opportunity deal opportunityname',
    account:
      'accountid companyid companydomain accountdomain company account companyname accountname',
    stage: 'stage dealstage',
    status: 'status',
    amount: 'amount value dealvalue',
    currency: 'currency currencycode',
    owner: 'owner owneremail rep repemail salesrep salesrepemail assignedto assignee ae',
    closes_at: 'closesat closedate closingdate expectedclosedate closeson',
  },
  owner: {
    email: 'email emailaddress mail owneremail owner',
    name: 'name fullname ownername',
    first_name: 'firstname givenname',
    last_name: 'lastname surname familyname',
    active: 'active isactive enabled',
  },
};

/** Whose it is goes without saying in its own sheet. */
const prefix =
  /^(?:billing|shipping|mailing|hq|account|company|contact|lead|deal|opportunity)(?=.)/;
const attributes = attributeNames(standardCatalogue);
const types: Record<string, AttributeType> = { owner: 'rep', amount: 'number', closes_at: 'date' };

/** Whether a column says what rules know under that name. */
export function isAttribute(name: string): boolean {
  return standardCatalogue.has(name) && !derivedAttributes.has(name) && name !== 'domain';
}

/** The column that a title means, and how good a title for it that is: 0 is the best. */
export function knownColumn(
  kind: SheetKind,
  title: string,
): { name: string; rank: number } | undefined {
  const letters = lettersOf(title);
  for (const form of [letters, letters.replace(prefix, '')]) {
    for (const [name, words] of Object.entries(titles[kind])) {
      const rank = words.split(' ').indexOf(form);
      if (rank >= 0) return { name, rank };
    }
  }
  if (kind === 'deal' || kind === 'owner') return undefined;
  const attribute = findAttribute(attributes, title);
  return attribute && isAttribute(attribute.key) ? { name: attribute.key, rank: 0 } : undefined;
}

export function isOwn(kind: SheetKind, name: string): boolean {
  return typeOfKnown(kind, name) === undefined;
}

/** Undefined for a column of the operator's own. */
export function typeOfKnown(kind: SheetKind, name: string): AttributeType | undefined {
  if (types[name]) return types[name];
  if (isAttribute(name)) return standardCatalogue.get(name)?.type;
  return name in titles[kind] ? 'text' : undefined;
}

export function lettersOf(title: string): string {
  return title
    .toLowerCase()
    .slice(0, 60)
    .replaceAll(/[^\p{L}]/gu, '');
}
