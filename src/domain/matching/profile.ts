import { countryOf } from '../geography/country.ts';
import { placeKey } from '../geography/place-name.ts';
import { zipOf } from '../geography/postal-code.ts';
import { phoneOf } from '../reading/phone.ts';
import { expandAbbreviation } from './abbreviations.ts';
import { companyDomain, registrableDomain } from './domain-name.ts';
import { splitLegalForm } from './legal-forms.ts';
import { foldUmlauts, normalisedWords } from './normalise.ts';
import { nameOfDomain } from './question.ts';

/** A company as it was typed in. */
export type Typed = {
  name: string;
  domains: readonly string[];
  phone?: string | undefined;
  country?: string | undefined;
  city?: string | undefined;
  zip?: string | undefined;
  /** The head of its family, itself included; undefined for a company without kin. */
  family?: string | undefined;
};

/** The same in the form in which companies are compared. */
export type Profile = {
  /** Its name without its legal form, all in one. */
  core: string;
  /** What its name is made of, each once; abbreviations spelt out. */
  words: string[];
  /** Its own domains: nobody is told by gmail.com. */
  domains: string[];
  phone?: string | undefined;
  country?: string | undefined;
  city?: string | undefined;
  zip?: string | undefined;
  family?: string | undefined;
};

export function profileOf({ name, domains, family, ...typed }: Typed): Profile {
  const { core } = splitLegalForm(normalisedWords(bareName(name)));
  const country = typed.country && countryNamed(typed.country);
  return {
    core: foldUmlauts(core.join('')),
    words: [...new Set(core.map(expandAbbreviation).map(foldUmlauts))],
    domains: [...new Set(domains.flatMap((domain) => companyDomain(domain) ?? []))],
    phone: typed.phone && numberIn(typed.phone, country),
    country,
    city: typed.city && cityNamed(typed.city),
    zip: typed.zip && zipOf(typed.zip, country),
    family,
  };
}

/** Some type the domain where the name belongs. */
function bareName(name: string): string {
  const domain = /^\S+\.\S+$/.test(name) ? registrableDomain(name) : undefined;
  return domain ? nameOfDomain(domain) : name.replace(note, ' ');
}

/** What people write beside a name to tell each other something. */
const note = /[([](?:duplicate|dupe?|copy|old|new|do not use|test)\b[^)\]]*[)\]]/gi;

/** Nearly all numbers say their country: those need no library, which takes longer than all the rest together. */
function numberIn(text: string, country: string | undefined): string | undefined {
  const isWhole = /^\+[\d .-]{9,20}$/.test(text);
  return isWhole ? text.replaceAll(/[ .-]/g, '') : phoneOf(text, country);
}

const countryNamed = remembered(countryOf);
const cityNamed = remembered((text) => placeKey(text) || undefined);

const MOST_REMEMBERED = 50_000;

/** A million companies name a few thousand places. */
function remembered(read: (text: string) => string | undefined) {
  const known = new Map<string, string | undefined>();
  return (text: string) => {
    if (known.has(text)) return known.get(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = read(text);
    known.set(text, found);
    return found;
  };
}
