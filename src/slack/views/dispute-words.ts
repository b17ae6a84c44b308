import type { CrmPlace } from '../../domain/crm-place.ts';
import type { Rung } from '../../domain/dispute-bench.ts';
import type { Speaker } from '../../domain/dispute-case.ts';
import type { Claim, Party } from '../../domain/dispute-claim.ts';
import {
  type Because,
  type BroughtFile,
  type DisputeDecision,
  type Finding,
  isPinned,
  type Submission,
} from '../../domain/dispute-event.ts';
import type { EvidenceTopic } from '../../domain/dispute-evidence.ts';
import type { DisputeOutcome, Ruling } from '../../domain/dispute-outcome.ts';
import type { DisputePolicy } from '../../domain/dispute-policy.ts';
import type { Dispute } from '../../domain/dispute-state.ts';
import { wordRank } from '../../domain/source-word.ts';
import { bold, clip, plain } from './blocks.ts';
import { count, day, mention, moment } from './words.ts';

export const claimWords: Record<Claim['kind'], string> = {
  'owner-wrong': 'the owner is wrong',
  'territory-wrong': 'the territory is wrong',
  duplicate: 'it is a duplicate',
  credit: 'credit should be split',
  holdover: 'a deal should stay with its former owner',
  family: 'the family belongs together',
  'data-wrong': 'the data is wrong',
};

export const rungWords: Record<Rung, string> = {
  peers: 'both sides',
  manager: 'the managers',
  senior: 'whoever leads the managers',
  ops: 'ops',
};

export const topics: Record<EvidenceTopic, string> = {
  'rules-now': 'What the rules say now',
  'rules-then': 'What they said at the contested moment',
  owners: 'Who had it, and why',
  activity: 'Who worked on it',
  deals: 'Deals',
  family: 'The family',
  duplicates: 'Other records of it',
  data: 'The data that decides',
  'earlier-cases': 'Earlier cases',
  books: 'What it would do to the books',
};

/** Where a case stands, as the end of "The case is …". */
export function wordStatus({ status }: Pick<Dispute, 'status'>): string {
  switch (status) {
    case 'filed':
    case 'triage':
      return 'being looked at by the registry';
    case 'peers':
    case 'manager':
    case 'senior':
    case 'ops':
      return `before ${rungWords[status]}`;
    case 'decided':
      return 'decided';
    case 'applied':
    case 'closed':
      return 'closed';
    case 'withdrawn':
      return 'withdrawn';
    case 'merged':
      return 'part of another case';
    case 'data-fix':
      return 'closed: the data was wrong';
  }
}

export function names(people: readonly Party[], between = 'and'): string {
  const all = people.map((one) => mention(one));
  const last = all.at(-1) ?? 'nobody';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} ${between} ${last}` : last;
}

/** Whose word is waited for, and in whose place they speak. */
export function wordSpeakers(speakers: readonly Speaker[]): string {
  // Last whoever stands in: else somebody beside them would read as one more whom they stand in for.
  const inOrder = speakers.toSorted((a, b) => Number('inPlaceOf' in a) - Number('inPlaceOf' in b));
  const said = inOrder.map((one) => {
    const { inPlaceOf } = one;
    return inPlaceOf ? `${mention(one)} in place of ${mention(inPlaceOf)}` : mention(one);
  });
  const last = said.at(-1) ?? 'nobody';
  return said.length > 1 ? `${said.slice(0, -1).join(', ')} and ${last}` : last;
}

export function wordOutcome(outcome: DisputeOutcome): string {
  switch (outcome.kind) {
    case 'keep':
      return 'it stays as it is';
    case 'keep-alone':
      return 'it stays with its owner alone, and nobody shares it any more';
    case 'transfer':
      return `it goes to ${mention(outcome.to)} now`;
    case 'transfer-at':
      return `it goes to ${mention(outcome.to)} on ${day(outcome.on)}`;
    case 'hold':
      return `it is frozen until ${day(outcome.until)}, then looked at again`;
    case 'split-credit': {
      const shares = outcome.shares.map(
        ({ rep, role, percent }) => `${mention(rep)} ${percent} % (${role})`,
      );
      return `credit is split: ${shares.join(', ')}`;
    }
    case 'shared-cover':
      return `${mention(outcome.with)} covers it too, as ${outcome.role}`;
    case 'family-owner':
      return `it goes to ${mention(outcome.to)}, who has the head of its family`;
    case 're-route':
      return 'it goes back to the rules, which deal it anew';
    case 'fix-data':
      return `${plain(outcome.attribute.replaceAll('_', ' '))} is corrected to “${plain(clip(outcome.value, 100))}”, and the rules decide anew`;
    case 'merge':
      return `it is merged with ${bold(clip(outcome.other.name, 100))}, if ops agree`;
  }
}

/** Of outcomes in a list, where nobody needs to be named. */
export const outcomeNames: Record<DisputeOutcome['kind'], string> = {
  keep: 'it stayed',
  'keep-alone': 'it stayed, and is not shared any more',
  transfer: 'it went to somebody else',
  'transfer-at': 'it went to somebody else on a day',
  hold: 'it was frozen',
  'split-credit': 'credit was split',
  'shared-cover': 'somebody else covers it too',
  'family-owner': 'it went to the owner of its family',
  're-route': 'it went back to the rules',
  'fix-data': 'its data was corrected',
  merge: 'it was to be merged',
};

/** With what it carries. */
export function wordRuling(ruling: Ruling, { pinDays }: Pick<DisputePolicy, 'pinDays'>): string {
  const { outcome, holdover, pinUntil } = ruling;
  const parts = [wordOutcome(outcome)];
  if (holdover) {
    const which =
      holdover.deals === 'all' ? 'all open deals' : count(holdover.deals.length, 'open deal');
    const then =
      holdover.fallback === 'follow' ? 'then follow the account' : 'and stay there for good';
    parts.push(`${which} stay with the former owner until ${day(holdover.until)}, ${then}`);
  }
  if (pinUntil) parts.push(`it is pinned until ${day(pinUntil)}`);
  else if (isPinned(ruling)) parts.push(`it is pinned for ${count(pinDays, 'day')} from then`);
  return parts.join('; ');
}

/** Why it came to a rung. */
export function wordBecause(because: Because): string {
  switch (because.kind) {
    case 'opened':
      return 'first of all they may settle it themselves';
    case 'silence':
      return 'since nobody ended it in time before';
    case 'nobody':
      return 'since nobody was there to end it before';
    case 'differed':
      return 'since they decided differently before';
    case 'passed-up': {
      const why = because.why ? `: ${unended(because.why)}` : '';
      return `since ${mention(because.by)} passed it up${why}`;
    }
    case 'appeal':
      return 'since an appeal was made';
    case 'hold-over':
      return 'since the hold is over';
    case 'impossible':
      return `since what was decided cannot be done: ${unended(because.why)}`;
  }
}

/** What somebody has written, where a sentence goes on or ends behind it. */
function unended(written: string): string {
  return plain(clip(written.trim(), 300)).replace(/\.+$/, '');
}

/** Who decided what, on which reason and in which words. */
export function wordDecision(
  { verdict, ruling, at }: DisputeDecision,
  policy: Pick<DisputePolicy, 'reasons' | 'pinDays'>,
): string {
  const what = wordRuling(ruling, policy);
  switch (verdict.kind) {
    case 'agreed':
      return `*Agreed* by ${names(verdict.by)}, ${moment(at)}: ${what}.`;
    case 'ruled': {
      const reason = plain(policy.reasons[verdict.code] ?? verdict.code);
      const text = plain(clip(verdict.text, 1000)).replaceAll('\n', '\n>');
      return `*Decided* by ${wordSpeakers(verdict.by)}, ${moment(at)}: ${what}.\n*Reason:* ${reason}.\n>${text}`;
    }
    case 'lapsed':
      return `*Nobody decided in time*, up to the last rung (${moment(at)}). So the present owner keeps it; that is no verdict on who is right.`;
    case 'in-band': {
      const { attribute, value, line, percent } = verdict;
      return `*It stays as it is* (${moment(at)}): ${plain(attribute)} is ${value}, within ${percent} % of the rule’s line of ${line}.${untilPeriod(ruling.pinUntil)}`;
    }
  }
}

/** Cases of before were not kept for their period. */
function untilPeriod(until: Date | undefined): string {
  return until ? ` Nothing moves it before ${day(until)}; then the rules look at it anew.` : '';
}

/** What is right instead, and which of its sources counts for more. */
export function wordWrongData({
  attribute,
  was,
  is,
  source,
  ranked,
}: Extract<Finding, { kind: 'data-wrong' }>): string {
  const rank = ranked ? `: ${wordRank(ranked.place)}` : '';
  const read = ranked?.over;
  const over = read ? ` (${plain(read.source)}, which rules read: ${wordRank(read.place)})` : '';
  const before = was ? `not “${plain(was)}”${over}` : 'and not empty';
  const named = plain(attribute.replaceAll('_', ' '));
  return `${named} is “${plain(is)}” (${plain(source)}${rank}), ${before}.`;
}

/** Of two cases that have become one. Cases of before do not know its number. */
export function wordGoesOn({ number }: { number?: number | undefined }): string {
  return number === undefined ? 'The other case goes on' : `Dispute ${number} goes on`;
}

/** The CRM is not written to at once, and the rules wait for what it then says. */
export function wordCorrecting({ name }: CrmPlace): string {
  return `The right value goes to ${plain(name)}; as soon as it stands there, the rules decide anew.`;
}

/** The registry and the CRM differ until somebody has said how it goes on. */
export function wordUnwritten({ name }: CrmPlace, why: string): string {
  const crm = plain(name);
  return `*${crm} does not take the new owner*: ${plain(clip(why, 500))} Here it is so already; in ${crm} it is not.`;
}

/** Its name is its link; of one that was not found there is the link that came with it. */
export function wordFile({ name, link, became }: BroughtFile): string {
  const named = `<${plain(link)}|${plain(clip(name, 80))}>`;
  return became === 'lost' ? `${named} (Slack did not find it when I looked)` : named;
}

/** Where a piece of evidence is found. */
export function wordBeside({ link, files = [] }: Pick<Submission, 'link' | 'files'>): string {
  const links = [...(link ? [`<${plain(link)}|link>`] : []), ...files.map(wordFile)];
  return links.length > 0 ? ` ${links.join(', ')}` : '';
}
