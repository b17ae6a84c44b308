import type { Button, KnownBlock } from '@slack/types';
import { type AccountDeed, obstacleToDeed, type Viewer } from '../../domain/account-deed.ts';
import { poolToClaimFrom } from '../../domain/claim.ts';
import type { Owner, OwnerCard, Pending } from '../../domain/owner-card.ts';
import { may as mayDo } from '../../domain/permission.ts';
import { disputeIds } from '../dispute-ids.ts';
import { actionIds, historyPart, subjectRef } from '../ids.ts';
import {
  actions,
  button,
  clip,
  context,
  fields,
  header,
  keepTo,
  plain,
  section,
  select,
  summary,
} from './blocks.ts';
import { openIn } from './crm-link.ts';
import { wordStatus } from './dispute-words.ts';
import { factLine } from './fact-line.ts';
import { wordFlag } from './flag-words.ts';
import { rulesLine } from './rule-standing.ts';
import { bare } from './rule-words.ts';
import { count, day, mention, money, wordActor, wordCause } from './words.ts';

export type Picture = { text: string; blocks: KnownBlock[] };

/** Where the card hangs decides what can be done with it, never what it says. */
export type Place =
  /** Only the asker sees it: it may be shared. */
  | { kind: 'private'; canShare: boolean; viewer: Viewer }
  | { kind: 'modal'; viewer: Viewer }
  | { kind: 'shared'; by: string };

export function ownerCard(card: OwnerCard, place: Place): Picture {
  const { account, owner } = card;
  const blocks = [
    header(account.name),
    ...factLine(account.facts),
    section(
      [
        owner ? ownerLine(owner) : unownedLine(card, place),
        whyLine(card),
        ...ruleLines(card, place),
      ].join('\n'),
    ),
    ...awayNotice(owner),
    ...fields(factFields(card)),
    ...pinNotice(card),
    ...verdictNotices(card),
    ...card.pending.map((pending) => section(pendingLine(pending, card))),
    ...rejectedNotice(card),
    ...pastLine(card),
    ...actions(...buttons(card, place)),
    ...(place.kind === 'shared' && place.by ? [context(`Shared by <@${place.by}>`)] : []),
  ];
  const text = owner ? `${account.name} is ${owner.name}’s` : wordUnowned(card, account.name);
  return { text: summary(text), blocks: keepTo(blocks, 'message', 'More is in the CRM.') };
}

function unownedLine(card: OwnerCard, place: Place): string {
  return `:warning: *${wordUnowned(card, 'this account')}.* ${wordNext(card, place)}`;
}

function wordUnowned({ formerOwners }: OwnerCard, account: string): string {
  return `Nobody owns ${account} ${formerOwners.length > 0 ? 'now' : 'yet'}`;
}

/** Whose turn it is to do something: what waits below is not to be asked of ops. */
function wordNext({ pending, rejected, rules }: OwnerCard, place: Place): string {
  const proposal = pending.find((one) => one.kind === 'proposal');
  if (proposal) {
    const pool = poolToClaimFrom(proposal.flags);
    if (pool !== undefined) return `Whoever of the pool ${bare(pool)} claims it first will.`;
    return proposal.proposed
      ? `${mention(proposal.proposed)} will, once somebody approves.`
      : 'A person is to decide who should.';
  }
  // A person was asked already: their answer stands below.
  if (rejected) return 'Whoever was asked left it so.';
  if (place.kind !== 'shared' && rules?.verdict.kind === 'differs') {
    return 'The rules know who should.';
  }
  return 'Ask ops who should.';
}

function ownerLine(owner: Owner): string {
  const { title, team = '' } = owner;
  // A title that ends in the team says it already.
  const seat = [title, title.endsWith(team) ? '' : team].filter((text) => text !== '').map(plain);
  const manager = owner.manager ? ` · manager ${mention(owner.manager)}` : '';
  const left = owner.presence.kind === 'left' ? ' · *has left the company*' : '';
  return `*Owner* ${mention(owner)}${seat.length > 0 ? ` · ${seat.join(', ')}` : ''}${manager}${left}`;
}

function whyLine({ why, account }: OwnerCard): string {
  if (!why) return '*Why* The registry has no change of owner on record: it was so from the start.';
  const from = why.from ? `, until then ${mention(why.from)}’s` : '';
  const reason = why.reason ? ` — ${plain(clip(why.reason, 300))}` : '';
  return `*Why* Since ${day(why.at)}: ${wordCause(why.cause, why.actor, account.crm.name)}${from}${reason}`;
}

/** A shared card is drawn again when its owner changes, not when the rules do: it says nothing of them. */
function ruleLines(card: OwnerCard, place: Place): string[] {
  return place.kind === 'shared' ? [] : rulesLine(card);
}

function awayNotice(owner: Owner | undefined): KnownBlock[] {
  if (owner?.presence.kind !== 'away') return [];
  const { until, reason, backup } = owner.presence;
  const because = reason ? ` (${plain(reason)})` : '';
  const meanwhile = backup
    ? `Ask ${mention(backup)} meanwhile.`
    : 'No backup is named: ask the manager.';
  return [section(`:palm_tree: Away until ${day(until)}${because}. ${meanwhile}`)];
}

function factFields(card: OwnerCard): string[] {
  const { territory, deals, family, account } = card;
  const shown: string[] = [];
  if (territory) {
    const cover = territory.cover.map(({ role, person }) => `${role} ${mention(person)}`);
    const path = territory.path.map(plain).join(' › ');
    shown.push(`*Territory*\n${path}${cover.length > 0 ? `\n${cover.join(' · ')}` : ''}`);
  }
  if (deals.count > 0) shown.push(`*Open deals*\n${dealLines(deals)}`);
  if (family.size > 1) shown.push(`*Family*\n${familyLines(family)}`);
  if (account.domains.length > 0) {
    shown.push(`*Domains*\n${clip(account.domains.map(plain).join(', '), 200)}`);
  }
  return shown;
}

function dealLines({ count: open, total, currency, largest }: OwnerCard['deals']): string {
  const lines = largest.map(({ name, amount, stage }) => {
    const worth = amount === undefined ? '' : ` · ${money(amount, currency)}`;
    return `${plain(clip(name, 60))}${worth} · ${plain(stage)}`;
  });
  return [`${count(open, 'deal')}, ${money(total, currency)}`, ...lines].join('\n');
}

function familyLines({ size, holders, parent, ultimateParent }: OwnerCard['family']): string {
  const above = [...new Set([parent?.name, ultimateParent?.name])].filter((name) => name);
  const under = above.map((name) => `under ${plain(name ?? '')}`);
  const held = holders > 0 ? `held by ${count(holders, 'rep')}` : 'without owners';
  return [`${count(size, 'account')}, ${held}`, ...under].join('\n');
}

function pinNotice({ pin }: OwnerCard): KnownBlock[] {
  if (!pin) return [];
  const until = pin.until ? ` until ${day(pin.until)}` : '';
  const reason = plain(clip(pin.reason, 300));
  return [context(`:pushpin: *Pinned*${until} by ${wordActor(pin.by)}: ${reason}`)];
}

function pendingLine(pending: Pending, { rules, people }: OwnerCard): string {
  switch (pending.kind) {
    case 'proposal': {
      const waits = pending.proposed
        ? `a move to ${mention(pending.proposed)} waits for approval`
        : 'a person is to decide who owns it';
      const due = pending.dueAt ? `, due ${day(pending.dueAt)}` : '';
      const pool = poolToClaimFrom(pending.flags);
      if (pool !== undefined)
        return `:hourglass_flowing_sand: *To be claimed* by the first of the pool ${bare(pool)} who does.`;
      const flags = pending.flags.map((flag) => wordFlag(flag, people)).join('; ');
      const edition = rules?.edition;
      const old =
        edition && pending.edition && pending.edition < edition
          ? ` Version ${pending.edition} of the rules asked so; version ${edition} holds now.`
          : '';
      return `:hourglass_flowing_sand: *Pending* ${waits}${due}${flags ? `: ${flags}` : ''}.${old}`;
    }
    case 'dispute':
      return `:scales: *Disputed* by ${mention(pending.raisedBy)}: the case is ${wordStatus(pending)}, and until it is closed the owner stays.`;
  }
}

function pastLine({ formerOwners }: OwnerCard): KnownBlock[] {
  if (formerOwners.length === 0) return [];
  const past = formerOwners.map(({ person, until }) => `${mention(person)} until ${day(until)}`);
  return [context(`*Before* ${past.join(' · ')}`)];
}

function buttons(card: OwnerCard, place: Place) {
  const { account, family, rules, claim } = card;
  const isMember =
    place.kind === 'private' &&
    claim?.members.some(({ slackUserId }) => slackUserId === place.viewer.slackUserId);
  const take = isMember
    ? button('Claim', {
        id: actionIds.claim,
        value: subjectRef({ kind: 'account', id: account.id }),
        style: 'primary',
      })
    : undefined;
  const share =
    place.kind === 'private' && place.canShare
      ? button('Share here', { id: actionIds.shareCard, value: account.id })
      : undefined;
  const open = openIn(account.crm);
  const relatives = family.members.map(({ id, name, owner }) => ({
    text: name,
    value: id,
    description: owner ? owner.name : 'nobody’s',
  }));
  const pick =
    place.kind === 'private' && relatives.length > 0
      ? select('Show a relative', actionIds.pickRelative, relatives)
      : undefined;
  const whyNot =
    place.kind === 'private' && rules
      ? button('Why not…', { id: actionIds.whyNot, value: account.id })
      : undefined;
  return [take, share, open, whyNot, ...deedButtons(card, place), pick];
}

const HELD_SHOWN = 5;

/** What verdicts have left beside the owner. */
function rejectedNotice({ rejected, owner }: OwnerCard): KnownBlock[] {
  if (!rejected) return [];
  const { by, at, reason, proposed } = rejected;
  const not = proposed ? `, and does not go to ${mention(proposed)}` : '';
  const stays = owner ? 'stays as it is' : 'stays without an owner';
  return [
    section(
      `:x: *Rejected* by ${wordActor(by)}, ${day(at)}: it ${stays}${not}. The same question does not come again by these rules.\n>${plain(clip(reason, 300)).replaceAll('\n', '\n>')}`,
    ),
  ];
}

function verdictNotices({ shares, holdovers }: OwnerCard): KnownBlock[] {
  const parts = shares.map(({ kind, role, person, percent }) =>
    kind === 'credit'
      ? `${mention(person)} ${percent} % of the credit (${plain(role)})`
      : `${mention(person)} covers it too (${plain(role)})`,
  );
  const held = holdovers.slice(0, HELD_SHOWN).map(({ deal, person, until }) => {
    const end = until ? ` until ${day(until)}` : '';
    return `${plain(clip(deal, 60))} stays with ${mention(person)}${end}`;
  });
  return [
    ...(parts.length > 0 ? [context(`*Shared* ${parts.join(' · ')}`)] : []),
    ...(held.length > 0 ? [context(`*Held over* ${held.join(' · ')}`)] : []),
  ];
}

/** Who contests it too joins the case; what stands in it is seen first. */
function disputeButton({ account, pending }: OwnerCard): Button {
  const dispute = pending.find((one) => one.kind === 'dispute');
  return dispute
    ? button('Open the case', { id: disputeIds.show, value: dispute.id })
    : button('Dispute…', { id: disputeIds.account, value: account.id });
}

/** What the viewer may do with the account by their own hand, and its history. All others see the same card without. */
function deedButtons(card: OwnerCard, place: Place): (Button | undefined)[] {
  if (place.kind === 'shared') return [];
  const { account, pin } = card;
  const may = (deed: AccountDeed) => obstacleToDeed(deed, card, place.viewer) === undefined;
  const pinning = pin
    ? button('Unpin…', { id: actionIds.unpin, value: account.id })
    : button('Pin…', { id: actionIds.pin, value: account.id });
  return [
    may('pin accounts') ? pinning : undefined,
    may('hand accounts over')
      ? button('Hand over…', { id: actionIds.handAccountOver, value: account.id })
      : undefined,
    mayDo(place.viewer.role, 'raise disputes') ? disputeButton(card) : undefined,
    button('History', { id: actionIds.openHistory, value: historyPart(account.id, 0) }),
  ];
}
