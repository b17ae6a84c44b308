import type { KnownBlock } from '@slack/types';
import { articles } from '../../domain/activity.ts';
import type { Audience, Notice, NoticeBatch } from '../../domain/notice.ts';
import type { RelatedKind } from '../../domain/related-policy.ts';
import type { Person } from '../../domain/roster.ts';
import { disputeIds } from '../dispute-ids.ts';
import { actionIds } from '../ids.ts';
import { actions, bold, button, clip, context, header, plain, section } from './blocks.ts';
import { openIn } from './crm-link.ts';
import { factLine } from './fact-line.ts';
import type { Picture } from './owner-card.ts';
import { count, day, mention, money, wordCause, wordCauseOfMany } from './words.ts';

/** What one audience reads of a change of owner, or of many at once. */
export function noticePicture({ notices, audience }: NoticeBatch): Picture {
  const [only] = notices;
  if (only && notices.length === 1) return onePicture(only);
  return manyPicture(audience, notices);
}

/** How an audience speaks: of one change, as plain text for the notification, and of many. */
type Voice = {
  title: (notice: Notice) => string;
  lines: (notice: Notice) => string[];
  many: (things: string) => string;
  /** Who reads it may open the card and act on it. */
  acts: boolean;
};

const voices: Record<Audience, Voice> = {
  owner: {
    title: ({ subject }) => `${subject.name} is yours now`,
    lines: (notice) => [
      whyLine(notice),
      ...stakesLine(notice),
      ...splitLines(notice, notice.from ? mention(notice.from) : 'whoever has them'),
      ...contactsLine(notice),
      ...lastLine(notice),
      ...firstSteps(notice),
      ...(notice.cause.kind === 'dispute' ? [besideVerdict('your predecessor')] : []),
    ],
    many: (things) => `${things} are yours now`,
    acts: true,
  },
  'former-owner': {
    title: ({ subject, to }) => `${subject.name} is ${to ? `${to.name}’s` : 'nobody’s'} now`,
    lines: (notice) => [
      whyLine(notice),
      ...stakesLine(notice),
      ...splitLines(notice, 'you'),
      ...(notice.to ? [`Tell ${mention(notice.to)} what they should know.`] : []),
      recourse(notice),
    ],
    many: (things) => `${things} are not yours any more`,
    acts: true,
  },
  team: {
    title: moveTitle,
    lines: (notice) => [moveLine(notice), whyLine(notice)],
    many: (things) => `${things} have moved`,
    acts: true,
  },
  marketing: {
    title: ({ subject, to }) => `${subject.name}: campaigns go by ${nameOf(to)} now`,
    lines: (notice) => [
      `${campaignsOf(notice)} ${possessive(notice.to)} from now on, until ${day(notice.at)} ${possessive(notice.from)}.`,
    ],
    many: (things) => `${things} go by other reps in campaigns`,
    acts: false,
  },
  'customer-success': {
    title: ({ subject, to }) => `${subject.name}: your partner in sales is ${nameOf(to)} now`,
    lines: (notice) => [
      `${talksWith(notice)} ${person(notice.to)} now; it was ${person(notice.from)}.`,
      ...stakesLine(notice),
    ],
    many: (things) => `${things} have another partner in sales`,
    acts: false,
  },
  finance: {
    title: ({ subject, to }) => `${subject.name} is in the book of ${nameOf(to)} now`,
    lines: (notice) => [
      `${named(notice)} (id ${plain(notice.subject.crmId)} in ${plain(notice.subject.crm.name)}) is credited to ${person(notice.to)} from ${day(notice.at)} on, and to ${person(notice.from)} until then.`,
      whyLine(notice),
    ],
    many: (things) => `${things} are in another book`,
    acts: false,
  },
  ops: {
    title: moveTitle,
    lines: (notice) => [moveLine(notice), whyLine(notice)],
    many: (things) => `${things} have moved`,
    acts: true,
  },
};

function named({ subject }: Notice): string {
  return `${subject.kind === 'lead' ? 'The lead ' : ''}${bold(subject.name)}`;
}

function campaignsOf(notice: Notice): string {
  const name = named(notice);
  return notice.subject.kind === 'lead' ? `${name} is` : `Leads and campaigns of ${name} are`;
}

function talksWith(notice: Notice): string {
  const name = named(notice);
  return notice.subject.kind === 'lead'
    ? `${name} is talked to by`
    : `Renewals and growth at ${name} are talked over with`;
}

function onePicture(notice: Notice): Picture {
  const { title, lines, acts } = voices[notice.audience];
  const { subject, facts, territory } = notice;
  return {
    text: title(notice),
    blocks: [
      header(title(notice)),
      ...factLine(facts),
      section(lines(notice).join('\n')),
      ...(territory ? [context(`Territory ${plain(clip(territory, 100))}`)] : []),
      ...(acts ? buttons(subject) : []),
    ],
  };
}

function buttons({ kind, id, name, crm }: Notice['subject']): KnownBlock[] {
  const dispute = { id: disputeIds.account, value: id, spoken: `Dispute ${name}` };
  const show = { id: actionIds.showInModal, value: id, spoken: `Show ${name}` };
  return actions(
    kind === 'account' ? button('Show the card', show) : undefined,
    kind === 'account' ? button('Dispute…', dispute) : undefined,
    openIn(crm),
  );
}

function whyLine({ cause, actor, reason, subject }: Notice): string {
  const said = reason ? ` — ${plain(clip(reason, 300))}` : '';
  return `*Why* ${wordCause(cause, actor, subject.crm.name)}${said}`;
}

function moveTitle({ subject, from, to }: Notice): string {
  return `${subject.name}: ${nameOf(from)} → ${nameOf(to)}`;
}

function moveLine({ from, to, at }: Notice): string {
  return `${person(from)} → ${person(to)}, ${day(at)}`;
}

function stakesLine({ deals, leads }: Notice): string[] {
  const parts = [
    deals.count > 0
      ? `${count(deals.count, 'open deal')} worth ${money(deals.total, deals.currency)}`
      : undefined,
    leads > 0 ? count(leads, 'lead') : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? [`*At stake* ${parts.join(' and ')}.`] : [];
}

const goesAlong: Record<RelatedKind, string> = {
  leads: 'its leads',
  'open-deals': 'its open deals',
  'closed-deals': 'its closed deals',
};

/** What moves with it, and what does not: `holder` keeps that. */
function splitLines({ along, kept, deals, from }: Notice, holder: string): string[] {
  const goes =
    along.length > 0 ? [`*Goes along* ${along.map((one) => goesAlong[one]).join(', ')}.`] : [];
  if (!from || deals.count === 0) return goes;
  if (along.includes('open-deals')) {
    if (!kept.until) return goes;
    return [...goes, `*Stays* what is held over with ${holder} until ${day(kept.until)}.`];
  }
  if (kept.count === 0) return [...goes, `*Stays* no open deal with ${holder}.`];
  const until = kept.until ? ` until ${day(kept.until)}` : '';
  const what = `${count(kept.count, 'open deal')} worth ${money(kept.total, kept.currency)}`;
  return [...goes, `*Stays* ${what} with ${holder}${until}.`];
}

function contactsLine({ contacts, leads }: Notice): string[] {
  if (contacts.length === 0) return [];
  const named = contacts.map(({ name, email }) => {
    const address = email ? ` (${plain(clip(email, 80))})` : '';
    return `${plain(clip(name, 60))}${address}`;
  });
  const more = leads - contacts.length;
  return [`*Contacts* ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}

function lastLine({ last }: Notice): string[] {
  if (!last) return [];
  const by = last.by ? ` by ${mention(last.by)}` : '';
  return [`*Last activity* ${articles[last.kind]}${by}, ${day(last.at)}.`];
}

/** A verdict may carry more than the account. */
function besideVerdict(holder: string): string {
  return `What else was decided, such as deals that stay with ${holder} for a while, is in the case.`;
}

/** What can be done about it. */
function recourse({ subject, cause }: Notice): string {
  if (subject.kind !== 'account') return 'If this is wrong, say so to your manager or to ops.';
  return cause.kind === 'dispute'
    ? `${besideVerdict('you')} There you may appeal, too.`
    : 'If this is wrong, dispute it.';
}

/** What helps on the first day, by what there is. */
function firstSteps({ from, deals, leads }: Notice): string[] {
  const steps = [
    from
      ? `ask ${mention(from)} what you should know`
      : 'nobody had it before you: introduce yourself',
    deals.count > 0 ? 'look at the open deals' : undefined,
    leads > 0 ? `see who writes from there (${count(leads, 'lead')})` : undefined,
  ].filter((step) => step !== undefined);
  return [`*First steps* ${steps.join('; ')}.`];
}

function nameOf(one: Person | undefined): string {
  return one?.name ?? 'nobody';
}

function person(one: Person | undefined): string {
  return one ? mention(one) : 'nobody';
}

function possessive(one: Person | undefined): string {
  return one ? `${mention(one)}’s` : 'nobody’s';
}

function wordThings(notices: readonly Notice[]): string {
  const leads = notices.filter(({ subject }) => subject.kind === 'lead').length;
  const accounts = notices.length - leads;
  return [
    ...(accounts > 0 ? [count(accounts, 'account')] : []),
    ...(leads > 0 ? [count(leads, 'lead')] : []),
  ].join(' and ');
}

const LISTED = 15;

/** The file beside it, where one can be put there, has them all. */
function manyPicture(audience: Audience, notices: readonly Notice[]): Picture {
  const text = voices[audience].many(wordThings(notices));
  const lines = notices.slice(0, LISTED).map((notice) => {
    return `• ${bold(clip(notice.subject.name, 100))} ${person(notice.from)} → ${person(notice.to)}`;
  });
  const more = notices.length - LISTED;
  const causes = Map.groupBy(notices, wordOfMany);
  const reasons = [...causes]
    .map(([word, some]) => (causes.size === 1 ? word : `${some.length} ${word}`))
    .slice(0, 8);
  return {
    text,
    blocks: [
      header(text),
      section(lines.join('\n')),
      context(...(more > 0 ? [`and ${more} more`] : []), `*Why* ${reasons.join(' · ')}`),
    ],
  };
}

/** What a person has written is theirs to say once for all; the sentence of a rule stands in its card. */
function wordOfMany({ cause, actor, reason, subject }: Notice): string {
  const why = `because ${wordCauseOfMany(cause, actor, subject.crm.name)}`;
  return reason && cause.kind === 'handover' ? `${why} — ${plain(clip(reason, 150))}` : why;
}
