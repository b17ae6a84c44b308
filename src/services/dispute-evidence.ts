import { wordEffort } from '../domain/activity.ts';
import { someCrm } from '../domain/crm-place.ts';
import { contestedFacts } from '../domain/dispute-contested.ts';
import {
  type EvidenceLine,
  inOrder,
  lineOf,
  linesAround,
  ruleWordOf,
  wordRules,
} from '../domain/dispute-evidence.ts';
import type { Flag } from '../domain/flag.ts';
import { wordFlag } from '../domain/flag-words.ts';
import type { Ports } from '../ports.ts';
import { readAround, saveEvidence } from '../store/dispute-evidence.ts';
import type { DisputeRow } from '../store/disputes.ts';
import { readEfforts } from './account-activity.ts';
import { type Judged, judgeAccount } from './account-case.ts';
import { bookLines } from './dispute-books.ts';
import { dataLines } from './dispute-data.ts';
import { linesThen } from './dispute-then.ts';
import { type Published, publishedRules } from './published-rules.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'crm' | 'log'>;

/** Gathers what the registry and the CRM know of a case now, and keeps it under the event at which it was gathered. */
export async function gatherEvidence(
  ports: Needs,
  workspaceId: string,
  row: DisputeRow,
): Promise<EvidenceLine[]> {
  const { prisma } = ports.database;
  const at = ports.clock.now();
  const { head, dispute } = row;
  const { accountId } = head;
  const contested = contestedFacts(dispute);
  const published = await publishedRules(ports.database, workspaceId);
  const judged = published && (await judgeAccount(ports, workspaceId, accountId, published));
  const around = await readAround(prisma, workspaceId, head);
  const crm = ports.crm(workspaceId)?.name ?? someCrm;
  const lines = inOrder([
    ...rulesNow(published, judged, at),
    ...(await linesThen(ports, workspaceId, { row, published, judged }, at)),
    ...(around ? linesAround(around, crm, at) : []),
    ...(await activityLines(ports, workspaceId, row, at)),
    ...(await dataLines(ports, workspaceId, { accountId, contested, judged }, at)),
    ...(await bookLines(prisma, workspaceId, { dispute, judged }, at)),
  ]);
  await saveEvidence(prisma, workspaceId, head.id, { seq: head.lastSeq, lines, at });
  return lines;
}

function rulesNow(
  published: Published | undefined,
  judged: Judged | undefined,
  at: Date,
): EvidenceLine[] {
  if (!published || !judged) {
    return [
      lineOf('rules-now', 'registry', at)('No rules are published that could say whose it is.'),
    ];
  }
  const { findings, target, flags } = judged.one;
  const line = lineOf('rules-now', 'the published rules', at);
  const word = ruleWordOf(published.number, findings, target);
  const others = flags
    .filter(({ kind }) => kind !== 'disputed')
    .map((flag) => plainFlag(flag, judged));
  const waits =
    others.length > 0 ? [`A person would have to look, since ${others.join('; ')}.`] : [];
  return [...wordRules(word), ...waits].map(line);
}

/** For a line that is kept: names and days as text, whoever reads it. */
function plainFlag(flag: Flag, { seats: { byEmail } }: Judged): string {
  return wordFlag(flag, {
    text: (written) => written,
    attribute: (key) => key.replaceAll('_', ' '),
    value: (_, value) => new Intl.NumberFormat('en').format(value),
    person: (email) => byEmail.get(email.toLowerCase())?.name ?? email,
    actor: ({ name }) => name,
    day: (at) => at.toISOString().slice(0, 10),
  });
}

/** What is not in the CRM did not happen; where it cannot be asked, the line says so. */
async function activityLines(
  ports: Needs,
  workspaceId: string,
  { head, dispute }: DisputeRow,
  at: Date,
): Promise<EvidenceLine[]> {
  const found = await readEfforts(ports, workspaceId, head.accountId, dispute.parties);
  if (found.kind === 'untold') {
    const line = lineOf('activity', 'registry', at);
    return [
      line(`Who wrote, called or met is not known: ${found.because}. Add links to what you have.`),
    ];
  }
  const line = lineOf('activity', found.crm, at);
  return found.efforts.map(({ who, effort }) => line(wordEffort(who.name, effort)));
}
