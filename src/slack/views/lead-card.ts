import type { KnownBlock } from '@slack/types';
import { poolToClaimFrom } from '../../domain/claim.ts';
import type { LeadCard } from '../../domain/lead-card.ts';
import { actionIds, subjectRef } from '../ids.ts';
import { actions, bold, button, clip, plain, section } from './blocks.ts';
import { openIn } from './crm-link.ts';
import { wordFlag } from './flag-words.ts';
import { wordChosen, wordOthers } from './lead-match.ts';
import type { Place } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { day, mention, wordCause } from './words.ts';

/** Whose a lead is, and why: it stands above the card of its account. */
export function leadBlocks(card: LeadCard, place: Place): KnownBlock[] {
  const { lead, claim, crm, match } = card;
  const title = `${bold(clip(lead.name, 120))} · lead, ${plain(clip(lead.email, 120))}`;
  const isMember =
    place.kind === 'private' &&
    claim?.members.some(({ slackUserId }) => slackUserId === place.viewer.slackUserId);
  const value = subjectRef({ kind: 'lead', id: lead.id });
  return [
    section(
      [
        title,
        ownerLine(card),
        ...whyLines(card),
        ...accountLines(card),
        ...pendingLines(card),
      ].join('\n'),
    ),
    ...actions(
      isMember ? button('Claim', { id: actionIds.claim, value, style: 'primary' }) : undefined,
      // Its account, below, has one of its own.
      openIn(crm, lead.accountId || match?.verdict === 'matched' ? lead.name : undefined),
    ),
  ];
}

export function wordLeadOwner({ lead, owner }: LeadCard): string {
  return owner ? `${lead.name} is ${owner.name}’s` : `Nobody has the lead ${lead.name} yet`;
}

function ownerLine({ owner }: LeadCard): string {
  return owner ? `*Owner* ${mention(owner)}` : ':warning: *Nobody has this lead yet.*';
}

function whyLines({ owner, why, turnOf, crm }: LeadCard): string[] {
  if (!why) return owner ? [`*Why* It came from ${plain(crm.name)} with this owner.`] : [];
  const reason = why.reason ? ` — ${plain(clip(why.reason, 300))}` : '';
  const turn = turnOf === undefined ? '' : ` It was their turn in the pool ${bare(turnOf)}.`;
  return [
    `*Why* Since ${day(why.at)}: ${wordCause(why.cause, why.actor, crm.name)}${reason}${turn}`,
  ];
}

/** The CRM has put it under none: who was considered instead. */
function accountLines({ match, crm }: LeadCard): string[] {
  if (!match) return [];
  const chosen = `*Account* ${wordChosen(match, crm.name)}`;
  const others = wordOthers(match);
  return others ? [chosen, `*Also considered* ${others}`] : [chosen];
}

function pendingLines({ pending }: LeadCard): string[] {
  if (!pending) return [];
  const pool = poolToClaimFrom(pending.flags);
  if (pool !== undefined) {
    return [
      `:hourglass_flowing_sand: *To be claimed* by the first of the pool ${bare(pool)} who does.`,
    ];
  }
  const waits = pending.proposed
    ? `a move to ${mention(pending.proposed)} waits for approval`
    : 'a person is to decide who gets it';
  const flags = pending.flags.map((flag) => wordFlag(flag)).join('; ');
  return [`:hourglass_flowing_sand: *Pending* ${waits}${flags ? `: ${flags}` : ''}.`];
}
