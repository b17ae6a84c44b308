import type { KnownBlock } from '@slack/types';
import { obstacleToWithdrawal } from '../../domain/dispute.ts';
import { type DisputeCase, seatOfViewer } from '../../domain/dispute-case.ts';
import type { EvidenceTopic } from '../../domain/dispute-evidence.ts';
import { ladderOf } from '../../domain/dispute-policy.ts';
import {
  type Dispute,
  type Hearing,
  isHearing,
  isOpenDispute,
} from '../../domain/dispute-state.ts';
import { disputeIds, disputeWord } from '../dispute-ids.ts';
import { actionIds, historyPart } from '../ids.ts';
import { actions, bold, button, clip, context, header, keepTo, plain, section } from './blocks.ts';
import { openIn } from './crm-link.ts';
import { footLines } from './dispute-steps.ts';
import {
  claimWords,
  names,
  rungWords,
  wordBecause,
  wordCorrecting,
  wordDecision,
  wordFile,
  wordGoesOn,
  wordRuling,
  wordSpeakers,
  wordStatus,
  wordUnwritten,
  wordWrongData,
} from './dispute-words.ts';
import type { Picture } from './owner-card.ts';
import { count, day, mention, moment } from './words.ts';

/** The head message of a case: how it stands now, and what can be done with it. */
export function disputeCard(shown: DisputeCase): Picture {
  const { number, dispute } = shown;
  const { account } = dispute;
  const title = `Dispute ${number}: ${account.name}`;
  const blocks: KnownBlock[] = [
    header(title),
    ...caseBlocks(shown),
    ...evidenceBlocks(shown),
    // They keep their id when the card is drawn again, so a click in that moment is not lost.
    ...actions(...buttons(shown)).map((block) => ({ ...block, block_id: `case-${shown.id}` })),
    context(...footLines(shown)),
  ];
  return {
    text: `${title} is ${wordStatus(dispute)}`,
    blocks: keepTo(blocks, 'message', 'More is in the thread.'),
  };
}

/** How it stands, what is claimed, and what is on the table. */
function caseBlocks(shown: DisputeCase): KnownBlock[] {
  return [section(standing(shown)), ...claimBlocks(shown), ...saidBlocks(shown)];
}

/** What was decided before, and what is on the table now. */
export function saidBlocks(shown: DisputeCase): KnownBlock[] {
  const { dispute } = shown;
  return [...appealBlocks(shown), ...(isHearing(dispute) ? hearingBlocks(shown, dispute) : [])];
}

export function standing(shown: DisputeCase): string {
  const { dispute, policy, speakers, crm } = shown;
  if (isHearing(dispute)) {
    const { status, because, clock } = dispute;
    const who = speakers.length > 0 ? wordSpeakers(speakers) : 'nobody at this moment';
    return `:hourglass_flowing_sand: *Before ${rungWords[status]}* (${who}) until ${moment(clock.dueAt)}, ${wordBecause(because)}.`;
  }
  switch (dispute.status) {
    case 'decided':
    case 'applied': {
      // What is frozen is looked at again on its day: nothing is carried out.
      const isHold = dispute.decision.ruling.outcome.kind === 'hold';
      return `:hourglass_flowing_sand: ${wordDecision(dispute.decision, policy)}${isHold ? '' : '\nIt is carried out on that day.'}`;
    }
    case 'closed': {
      const { decision, at, appealUntil, barredUntil, unwritten } = dispute.ended;
      const differs = unwritten ? `\n:warning: ${wordUnwritten(crm, unwritten)}` : '';
      const appeal = dispute.appeal
        ? 'It was appealed, so this stands.'
        : `Either side may appeal until ${moment(appealUntil)}, with new evidence.`;
      return `:scales: ${wordDecision(decision, policy)}\n${appeal} ${barredUntil > at ? `The same claim is not heard again before ${day(barredUntil)}, unless something else becomes known.` : 'It was not carried out, so the same claim may be raised again.'}${differs}`;
    }
    case 'withdrawn': {
      const by = dispute.by ? ` by ${mention(dispute.by)}` : '';
      const reason = dispute.reason ? `: ${plain(clip(dispute.reason, 500))}` : '';
      return `:x: *Withdrawn*${by}${reason}. The owner stays.`;
    }
    case 'merged':
      return `:link: *Part of another case*: the account was merged with one that is disputed too. ${wordGoesOn(dispute)}.`;
    case 'data-fix':
      return `:white_check_mark: *Closed: the data was wrong*. ${wordWrongData(dispute.finding)} ${wordCorrecting(crm)}`;
    default:
      return ':hourglass_flowing_sand: *Filed.* The registry gathers what it knows; then both sides are asked.';
  }
}

/** Whose it was, and what everybody says who contests it. */
function claimBlocks(shown: DisputeCase): KnownBlock[] {
  const all = shown.dispute.claims.map(wordClaim);
  const [first = '', ...others] = all.filter(
    (_, nth) => nth === 0 || all.slice(0, nth + 1).join('').length <= CLAIMS,
  );
  const left = all.length - others.length - 1;
  const more = left > 0 ? [`${count(left, 'more claim')}: see the thread, or the PDF.`] : [];
  return [`${wordWhose(shown)}\n${first}`, ...others, ...more].map((words) => section(words));
}

/** So much room have all claims together: what is on the table has to be read as well. */
const CLAIMS = 5000;

export function wordWhose({ dispute }: DisputeCase): string {
  const { owner, present, account } = dispute;
  const whose = owner ? `${mention(owner)}’s` : 'nobody’s';
  const isElsewhere = isOpenDispute(dispute) && present && present.id !== owner?.id;
  const now = isElsewhere ? ` It is ${mention(present)}’s now.` : '';
  return `${bold(clip(account.name, 200))} was ${whose} when it was filed.${now}`;
}

function wordClaim({ by, claim }: Dispute['claims'][number]): string {
  const reason = plain(clip(claim.reason, 600)).replaceAll('\n', '\n>');
  return `${wordAsked({ by, claim }, 300)}\n>${reason}${wordLinks(claim.links)}`;
}

/** Who says what is wrong, and what should happen. */
export function wordAsked({ by, claim }: Dispute['claims'][number], most: number): string {
  const { wanted, account } = claim;
  const whose = wanted && wanted.id !== by.id ? ` It should be ${mention(wanted)}’s.` : '';
  const about = account ? ` (about ${bold(clip(account.name, 80))})` : '';
  return `*${mention(by)}* says ${claimWords[claim.kind]}${about}: ${plain(clip(claim.wish, most))}${whose}`;
}

/** So much room have the addresses of one claim: half a link would be read as text. */
const LINKS = 1500;

function wordLinks(links: readonly string[]): string {
  const all = links.map((link, nth) => `<${plain(link)}|link ${nth + 1}>`);
  const shown = all.filter((_, nth) => all.slice(0, nth + 1).join(', ').length <= LINKS);
  const left = all.length - shown.length;
  const more = left > 0 ? [`${count(left, 'more link')} in the PDF`] : [];
  const said = [...shown, ...more].join(', ');
  return said ? ` (${said})` : '';
}

/** What was decided before, which an appeal contests. */
function appealBlocks({ dispute, policy }: DisputeCase): KnownBlock[] {
  const { appeal } = dispute;
  if (!appeal || !isOpenDispute(dispute)) return [];
  const { by, at, of } = appeal;
  return [
    section(
      `*Appealed* by ${mention(by)}, ${moment(at)}. Before that: ${wordDecision(of.decision, policy)}`,
    ),
  ];
}

function hearingBlocks({ policy, speakers }: DisputeCase, hearing: Hearing): KnownBlock[] {
  const { status, offer, tabled, votes, parties } = hearing;
  const blocks: KnownBlock[] = [];
  if (offer && status === 'peers') {
    const yes = new Set(offer.agreed.map(({ side }) => side));
    const agreed = parties.filter(({ id }) => yes.has(id));
    const open = speakers.filter(({ id, inPlaceOf }) => !yes.has(inPlaceOf?.id ?? id));
    blocks.push(
      section(
        `*On the table* ${wordRuling(offer.ruling, policy)}.\n${names(agreed)} said yes; it waits for ${wordSpeakers(open)}.`,
      ),
    );
  }
  if (tabled && status !== 'peers') {
    blocks.push(
      section(
        `*The sides did not agree* on what ${mention(tabled.by)} proposed: ${wordRuling(tabled.ruling, policy)}.`,
      ),
    );
  }
  for (const { by, ruling, text } of votes) {
    blocks.push(
      section(
        `*${mention(by)} would decide* ${wordRuling(ruling, policy)}.\n>${plain(clip(text, 500)).replaceAll('\n', '\n>')}`,
      ),
    );
  }
  return blocks;
}

/** What a verdict rests on most often, and how many lines of it are read without opening the evidence. */
const weighty: [EvidenceTopic, number][] = [
  ['rules-now', 1],
  ['owners', 1],
  ['activity', 2],
  ['deals', 2],
];

/** So many are linked: what the bot sends somebody a link to, they may open. */
const FILES = 3;

/** The first lines of what weighs most; the button has all of it. */
function evidenceBlocks({ evidence, dispute }: DisputeCase): KnownBlock[] {
  const lines = evidence?.lines ?? [];
  const first = weighty
    .flatMap(([topic, most]) => lines.filter((line) => line.topic === topic).slice(0, most))
    .map(({ text, source, at }) => `• ${plain(clip(text, 250))} _(${plain(source)}, ${day(at)})_`);
  const brought = dispute.submissions.length;
  const files = dispute.submissions.flatMap((one) => one.files ?? []).slice(-FILES);
  const named = files.length > 0 ? `: ${files.map(wordFile).join(', ')}` : '';
  const pieces = `• ${count(brought, 'piece')} of evidence brought by people${named}`;
  const more = brought > 0 ? [pieces] : [];
  const known = [...first, ...more];
  const title = isOpenDispute(dispute) ? '*Known so far*' : '*What was known*';
  return known.length > 0 ? [section([title, ...known].join('\n'))] : [];
}

function buttons(shown: DisputeCase) {
  const { id, dispute, crm } = shown;
  const spoken = (deed: string) => `${deed}: ${dispute.account.name}`;
  const press = (text: string, action: string, style?: 'primary') =>
    button(text, { id: action, value: id, spoken: spoken(text), ...(style && { style }) });
  const evidence = press('Evidence', disputeIds.evidence);
  const history = button('History', {
    ...{ id: actionIds.openHistory, value: historyPart(dispute.account.id, 0) },
    spoken: spoken('History'),
  });
  const add = press('Add evidence…', disputeIds.add);
  const open = openIn(crm);
  if (isHearing(dispute)) {
    return [...hearingButtons(shown, dispute), evidence, history, add, withdrawal(shown), open];
  }
  if (dispute.status === 'filed' || dispute.status === 'triage') {
    return [evidence, history, add, withdrawal(shown), open];
  }
  const appeal =
    dispute.status === 'closed' && !dispute.appeal
      ? press('Appeal…', disputeIds.appeal)
      : undefined;
  return [appeal, evidence, history, isOpenDispute(dispute) ? add : undefined, open];
}

/** A card that everybody sees offers to everybody what can be done; one’s own only what one can do. */
function withdrawal({ id, dispute, viewer }: DisputeCase) {
  if (viewer !== undefined && obstacleToWithdrawal(dispute, viewer)) return undefined;
  const spoken = `Withdraw: ${dispute.account.name}`;
  return button('Withdraw…', { id: disputeIds.withdraw, value: id, spoken });
}

function hearingButtons(shown: DisputeCase, hearing: Hearing) {
  const { id, policy, viewer, dispute } = shown;
  const { account } = dispute;
  const { status, offer, votes } = hearing;
  const seat = seatOfViewer(shown);
  if (viewer !== undefined && !seat) return [];
  const spoken = (deed: string) => `${deed}: ${account.name}`;
  const isLast = ladderOf(policy).at(-1) === status;
  const up = isLast
    ? undefined
    : button('Pass up', { id: disputeIds.passUp, value: id, spoken: spoken('Pass up') });
  if (status === 'peers') {
    const isOpen = offer && !offer.agreed.some(({ side }) => side === seat?.id);
    const agree = isOpen
      ? button('Agree', {
          ...{ id: disputeIds.agree, value: disputeWord(id, offer.number) },
          ...{ style: 'primary' as const, spoken: spoken('Agree') },
        })
      : undefined;
    const propose = { id: disputeIds.offer, value: id, spoken: spoken('Propose') };
    return [agree, button('Propose…', propose), up];
  }
  const last = votes.at(-1);
  const confirm =
    last && last.by.id !== viewer
      ? button('Decide the same', {
          ...{ id: disputeIds.confirm, value: disputeWord(id, last.number) },
          spoken: spoken('Decide the same'),
        })
      : undefined;
  const decide = button('Decide…', {
    ...{ id: disputeIds.decide, value: id, style: 'primary' as const },
    spoken: spoken('Decide'),
  });
  return [decide, confirm, up];
}
