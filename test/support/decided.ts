import type { Seats } from '../../src/domain/routing.ts';
import {
  extended,
  type OwnAttribute,
  standardCatalogue,
} from '../../src/domain/rules/attribute.ts';
import { type Compiled, compileRules } from '../../src/domain/rules/compiled.ts';
import { parseRuleFile } from '../../src/domain/rules/rule-file.ts';
import type { Edition } from '../../src/domain/rules-listing.ts';

export function compiled(text: string, own?: readonly OwnAttribute[]): Compiled {
  const reading = parseRuleFile(text, extended(standardCatalogue, own));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return compileRules(reading.value.ruleSet);
}

export const anEdition: Edition = {
  number: 3,
  name: 'Routing 2026',
  publishedAt: new Date('2026-11-01T00:00:00Z'),
  by: { kind: 'operator', name: 'dana' },
  note: 'for the new year',
};

const [ada, ben] = [
  { id: 'ada', name: 'Ada Lind', slackUserId: 'U1ADA', email: 'ada.lind@registry.example' },
  { id: 'ben', name: 'Ben Okoye', email: 'ben.okoye@registry.example' },
];
const west = {
  id: 't1',
  key: 'west',
  name: 'The West',
  cover: { AE: { kind: 'rep', email: ada.email } },
} as const;

/** The people and the territory that `aRuleFile` names, and one territory beside. */
export const seats: Seats = {
  byEmail: new Map([ada, ben].map((seat) => [seat.email, seat])),
  territories: new Map([['west', west]]),
};
