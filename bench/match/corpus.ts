import { domainNames } from '../../src/domain/reading/domain-names.ts';
import type { Account } from '../../src/sandbox/company/account.ts';
import { dice } from '../../src/sandbox/company/chance.ts';
import type { Company } from '../../src/sandbox/company/company.ts';
import { kinOf } from '../../src/sandbox/company/kin.ts';
import { copies, lookalikes } from './kinds.ts';

/** A company as the CRM has it, and who it really is: records of one `entity` are duplicates of each other. */
export type Listed = {
  index: number;
  entity: number;
  /** How it came to be: alone, or one of the ways in `kinds`. */
  kind: string;
  name: string;
  domains: string[];
  phone: string;
  country: string;
  state: string;
  city: string;
  zip: string;
  /** Another record's index. */
  parent?: number;
};

const SEED = 31;
/** Of so many records one is a copy of an earlier one, and one only looks like an earlier one. */
const EVERY = 25;
const COPY_SLOT = 7;
const LOOKALIKE_SLOT = 19;
/** Outlets of one franchise, a slot each. */
const OUTLETS = 4;
const MOST_TRIES = 60;
/** Small countries have few cities. */
const MOST_OUTLET_TRIES = 3000;

/** The sample company's accounts, with copies and look-alikes of some of them in between. */
export function listedAt(company: Company, index: number): Listed {
  const slot = index % EVERY;
  if (index > 4 * EVERY && slot === COPY_SLOT) return corrupted(company, index);
  if (index > 4 * EVERY && slot === LOOKALIKE_SLOT) return lookalike(company, index);
  return plain(company, index);
}

/** The sample has copies of its own; a copy of a subsidiary does not resemble it, and is a company of its own. */
function plain(company: Company, index: number): Listed {
  const { seed } = company.setting;
  const kin = kinOf(seed, index);
  const isCopy =
    kin.kind === 'copy' &&
    !isTaken(kin.of) &&
    ['alone', 'parent'].includes(kinOf(seed, kin.of).kind);
  const entity = isCopy ? kin.of : index;
  const listed = recordOf(company.account(index), isCopy ? 'sloppy copy' : 'alone', entity);
  const { parent } = company.account(index);
  return parent === null || isTaken(parent) ? listed : { ...listed, parent };
}

function isTaken(index: number): boolean {
  return index > 4 * EVERY && [COPY_SLOT, LOOKALIKE_SLOT].includes(index % EVERY);
}

function recordOf(account: Account, kind: string, entity: number): Listed {
  const { index, name, domain, moreDomains, phone, country, state, city, zip } = account;
  const domains = domainNames([domain, ...moreDomains]);
  return { index, entity, kind, name, domains, phone, country, state, city, zip };
}

function corrupted(company: Company, index: number): Listed {
  const rolls = dice(SEED, 'dirt', index);
  const kinds = Object.keys(copies) as (keyof typeof copies)[];
  for (let tries = 0, kind = rolls.pick(kinds); ; tries += 1) {
    // Some cannot be done to anybody near.
    if (tries % MOST_TRIES === MOST_TRIES - 1) kind = rolls.pick(kinds);
    const original = plain(company, earlier(company, index, rolls.below(index)));
    const elsewhere = plain(company, earlier(company, index, rolls.below(index)));
    const copy = copies[kind](original, elsewhere, rolls);
    if (copy) return { ...copy, index, entity: original.entity, kind };
  }
}

function lookalike(company: Company, index: number): Listed {
  const group = Math.floor(index / EVERY / OUTLETS);
  const kinds = Object.keys(lookalikes) as (keyof typeof lookalikes)[];
  const kind = dice(SEED, 'kin', group).pick(kinds);
  const rolls = dice(SEED, 'dirt', index);
  // All outlets of a franchise are of one brand.
  const brands = kind === 'franchise' ? dice(SEED, 'copy', group) : rolls;
  const before = kind === 'franchise' ? group * OUTLETS * EVERY : index;
  for (;;) {
    const original = plain(company, earlier(company, before, brands.below(before)));
    for (let tries = 0; tries < MOST_OUTLET_TRIES; tries += 1) {
      const elsewhere = plain(company, earlier(company, index, rolls.below(index)));
      const made = lookalikes[kind](original, elsewhere, rolls);
      if (made) return { ...made, index, entity: index, kind };
      if (kind !== 'franchise') break;
    }
  }
}

/** The nearest record before that is the sample's own, and neither a copy itself nor one that was copied there. */
function earlier(company: Company, index: number, from: number): number {
  const { seed } = company.setting;
  let at = from % index;
  while (at > 0 && (isTaken(at) || kinOf(seed, at).kind !== 'alone')) at -= 1;
  return at;
}
