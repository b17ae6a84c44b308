import type { KnownBlock } from '@slack/types';
import type { OwnerCard } from '../../domain/owner-card.ts';
import { bold, clip, context, plain, section } from './blocks.ts';
import { day, mention } from './words.ts';

/** Everybody in the channel sees it, so it says no more than who to turn to. */
export function unfurlBlocks({ account, owner, territory, why }: OwnerCard): KnownBlock[] {
  const team = owner?.team ? ` · ${plain(owner.team)}` : '';
  const held = owner ? `is ${mention(owner)}’s${team}` : 'has no owner yet';
  const place = territory ? plain(territory.path.join(' › ')) : undefined;
  const since = why ? `since ${day(why.at)}` : undefined;
  const below = [place, since].filter((text) => text !== undefined).join(' · ');
  return [section(`${bold(clip(account.name, 150))} ${held}`), ...(below ? [context(below)] : [])];
}
