import { expect, it } from 'vitest';
import { fold } from '../../src/domain/rules/fold.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { ruleFile } from '../../src/sandbox/company/rule-file.ts';
import { considerEach, stayEach } from '../../src/services/routing.ts';
import { compiled } from '../support/decided.ts';
import { sampleBook, sampleSeats } from '../support/sample-book.ts';

const company = createCompany({ seed: 1, accounts: 5000 });
const at = new Date(company.setting.today);
const book = sampleBook(company);
const seats = sampleSeats(company);
const rulebook = compiled(ruleFile(company));

function decided(known: (typeof book)[number], rule?: string) {
  const by = { kind: 'machine', name: 'Cadastre' } as const;
  const lastChange = rule === undefined ? undefined : { cause: 'routing' as const, rule, by, at };
  const asked = [{ subjectId: 'a', known, lastChange }];
  return stayEach(considerEach(asked, { compiled: rulebook }, seats, at), rulebook)[0];
}

/** Everybody who may get it: one person, or the members of the pool. */
function takers(of: ReturnType<typeof decided>): string[] {
  if (of?.wanted) return [of.wanted.email];
  const { target } = of ?? {};
  if (target?.kind !== 'pool') return [];
  const pool = rulebook.ruleSet.pools.find(({ name }) => fold(name) === fold(target.pool));
  return pool?.members.map(({ rep }) => rep) ?? [];
}

it('the rules of the sample company never undo what they have just done', () => {
  const undone = book
    .filter(({ facts }) => !facts.owner)
    .flatMap((known) => {
      const first = decided(known);
      return takers(first).flatMap((owner) => {
        const owned = { ...known, facts: { ...known.facts, owner } };
        const again = decided(owned, first?.findings.rule?.name);
        const isHeld = again?.wanted?.email === owner;
        const [was, is] = [first, again].map((one) => one?.findings.rule?.name);
        return isHeld ? [] : [`${known.facts.name}: ${was} → ${owner} → ${is}`];
      });
    });
  expect(undone).toEqual([]);
});
