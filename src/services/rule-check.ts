import { standardRegions } from '../domain/geography.ts';
import type { Territory } from '../domain/routing.ts';
import { extended, standardCatalogue } from '../domain/rules/attribute.ts';
import { attributesOf } from '../domain/rules/attributes-of.ts';
import type { KnownTerritory } from '../domain/rules/check/around.ts';
import type { Finding } from '../domain/rules/check/finding.ts';
import { checkRules } from '../domain/rules/check.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import { placesOf } from '../domain/rules/text/places.ts';
import type { Ports } from '../ports.ts';
import { readFacts } from '../store/facts.ts';
import { readKnownReps, sampleAccounts } from '../store/rule-surroundings.ts';
import { readSeats } from '../store/seats.ts';
import { readStanding } from '../store/standing.ts';

/** So many accounts show what rules do to a book of any size. */
const SAMPLES = 5000;
const OWNING_ROLE = 'AE';

/** What somebody should know of these rules, seen beside the people, territories and accounts of the registry. */
export async function findFaults(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  text: string,
  ruleSet: RuleSet,
): Promise<Finding[]> {
  const { prisma } = database;
  const at = clock.now();
  const { territories } = await readSeats(prisma, workspaceId);
  const samples = await readFacts(
    prisma,
    workspaceId,
    await sampleAccounts(prisma, workspaceId, SAMPLES),
  );
  const findings = checkRules(ruleSet, {
    at,
    reps: await readKnownReps(prisma, workspaceId, at),
    territories: new Map([...territories].map(([name, one]) => [name, known(one)])),
    catalogue: extended(standardCatalogue, ruleSet.attributes),
    regions: standardRegions,
    samples: [...samples.values()].map(({ facts }) => facts),
    standing: await readStanding(prisma, workspaceId),
    places: placesOf(text),
  });
  return findings.filter((finding) => !isAboutLeads(finding, ruleSet));
}

/** The samples are accounts: they say nothing of rules that ask whether something is one. */
function isAboutLeads({ kind, rule: name }: Finding, { rules }: RuleSet): boolean {
  if (kind !== 'takes-nothing' && kind !== 'missing-data') return false;
  const rule = rules.find((one) => one.name === name);
  return rule !== undefined && attributesOf(rule.condition).includes('record');
}

function known({ name, cover }: Territory): KnownTerritory {
  const owning = cover[OWNING_ROLE];
  return { name, ...(owning && { cover: owning }) };
}
