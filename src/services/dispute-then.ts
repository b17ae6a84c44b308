import { contestedFacts, contestedMoments } from '../domain/dispute-contested.ts';
import {
  type EvidenceLine,
  lineOf,
  ruleWordOf,
  whose,
  wordRules,
} from '../domain/dispute-evidence.ts';
import type { Known } from '../domain/facts.ts';
import { unknowableIn, wordChanges } from '../domain/past.ts';
import { type Target, targetOf } from '../domain/routing.ts';
import { findingsOf } from '../domain/routing-verdict.ts';
import type { Facts } from '../domain/rules/attribute.ts';
import { decide } from '../domain/rules/decide.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readDealsThen, readDecidedThen } from '../store/dispute-evidence.ts';
import type { DisputeRow } from '../store/disputes.ts';
import { type KnownThen, readFactsAsOf } from '../store/past.ts';
import type { Judged } from './account-case.ts';
import { type Published, rulesThen } from './published-rules.ts';

type Case = { row: DisputeRow; published: Published | undefined; judged: Judged | undefined };

/** What the rules said at each contested moment: as it was written down, and as they say it again on what was so then. */
export async function linesThen(
  ports: Pick<Ports, 'database'>,
  workspaceId: string,
  found: Case,
  now: Date,
): Promise<EvidenceLine[]> {
  const moments = contestedMoments(found.row.dispute);
  const lines: EvidenceLine[] = [];
  for (const { at, by } of moments) {
    const day = at.toISOString().slice(0, 10);
    const whoseDay = `What follows is of the moment that ${by.join(' and ')} ${by.length > 1 ? 'contest' : 'contests'}: ${day}.`;
    if (moments.length > 1) lines.push(lineOf('rules-then', 'the claims', at)(whoseDay));
    lines.push(...(await linesAt(ports, workspaceId, found, { moment: at, now })));
  }
  return lines;
}

async function linesAt(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  { row: { dispute, head }, published, judged }: Case,
  { moment, now }: { moment: Date; now: Date },
): Promise<EvidenceLine[]> {
  const { prisma } = database;
  const decided = [
    ...(await decidedThen(prisma, workspaceId, head.accountId, moment)),
    ...(await dealsThen(prisma, workspaceId, head.accountId, moment)),
  ];
  const rules = await rulesThen(database, workspaceId, moment);
  if (!rules) {
    const none = 'No rules were published at that moment, so nothing can be replayed.';
    return [...decided, lineOf('rules-then', 'published rules', now)(none)];
  }
  const then = await readFactsAsOf(prisma, workspaceId, head.accountId, moment);
  if (!then || !judged) return decided;
  return [
    ...decided,
    ...replay(then.known.facts, rules, judged, moment),
    ...doubtLines(then, rules, moment),
    ...(published && published.id !== rules.id
      ? [replayToday(then.known.facts, published, judged, moment)]
      : []),
    ...changeLines(then, judged, contestedFacts(dispute), moment),
  ];
}

async function decidedThen(
  db: Db,
  workspaceId: string,
  accountId: string,
  moment: Date,
): Promise<EvidenceLine[]> {
  const found = await readDecidedThen(db, workspaceId, accountId, moment);
  if (!found) {
    const none = 'No decision of the rules from before that is on record.';
    return [lineOf('rules-then', 'decisions on record', moment)(none)];
  }
  const { rule, sentence = '', wanted, edition = 0, at } = found;
  const said = wordRules({
    ...{ edition, blind: [] },
    ...(rule !== undefined && { rule: { name: rule, sentence } }),
    ...(wanted !== undefined && { to: { kind: 'rep', name: wanted } }),
  });
  return said.map(lineOf('rules-then', 'the decision on record', at));
}

/** Of deals the log knows the owners; of their stages and values nobody keeps the past. */
async function dealsThen(
  db: Db,
  workspaceId: string,
  accountId: string,
  moment: Date,
): Promise<EvidenceLine[]> {
  const found = await readDealsThen(db, workspaceId, accountId, moment);
  const line = lineOf('rules-then', 'log', moment);
  return found.map(({ name, owner, former, until }) => {
    const end = until.toISOString().slice(0, 10);
    return line(
      `The deal ${name} was ${whose(former)} then (until ${end}), and is ${whose(owner)} now.`,
    );
  });
}

/** The first says who decides; of what rules could not see, some is enough. */
const SAID = 3;

/** The rules of then on the facts of then. Who sits where is known as of now only. */
function replay(facts: Facts, rules: Published, judged: Judged, moment: Date): EvidenceLine[] {
  const line = lineOf('rules-then', 'replayed on what was so then', moment);
  return saidOf(facts, rules, judged, moment).slice(0, SAID).map(line);
}

function replayToday(facts: Facts, rules: Published, judged: Judged, moment: Date): EvidenceLine {
  const [said = ''] = saidOf(facts, rules, judged, moment);
  const line = lineOf('rules-then', 'replayed with the rules of today', moment);
  return line(`The rules of today on the facts of then: ${said}`);
}

function saidOf(
  facts: Facts,
  { compiled, number }: Published,
  { seats }: Judged,
  moment: Date,
): string[] {
  const findings = findingsOf(decide(compiled, facts, moment));
  const { rule } = findings;
  const target: Target = rule
    ? targetOf(rule.outcome, rule, facts, seats)
    : { kind: 'nobody', flag: { kind: 'no-match' } };
  const owner = typeof facts.owner === 'string' ? seats.byEmail.get(facts.owner) : undefined;
  const led: Target = target.kind === 'present' && owner ? { kind: 'rep', seat: owner } : target;
  return wordRules(ruleWordOf(number, findings, led));
}

/** What has changed since, first what is contested and what the rules rest on. */
function changeLines(
  { known, past }: KnownThen,
  { one, seats: { byEmail } }: Judged,
  contested: readonly string[],
  moment: Date,
): EvidenceLine[] {
  const first = [...contested, ...one.findings.restsOn];
  const nameOf = (value: string) => byEmail.get(value)?.name ?? value;
  const changes = wordChanges(known.facts, one.known.facts, moment, { first, nameOf, past });
  return changes.map(({ key, text }) => lineOf('rules-then', sourceOf(known, key), moment)(text));
}

function sourceOf({ origins }: Known, key: string): string {
  return origins[key]?.source ?? 'registry';
}

function doubtLines({ since }: KnownThen, { ruleSet }: Published, moment: Date): EvidenceLine[] {
  const line = lineOf('rules-then', 'registry', moment);
  const unknowable = unknowableIn(ruleSet);
  const day = since.toISOString().slice(0, 10);
  return [
    ...(since > moment
      ? [
          line(
            `The past of this account is kept from ${day} on: what was known then first is taken for what was so before.`,
          ),
        ]
      : []),
    line(
      `${['People, territories and pools', ...unknowable].join(', ')} are taken as they are now: no past is kept of them.`,
    ),
  ];
}
