import type { Tried } from '../../domain/dry-run.ts';
import type { Suggestion } from '../../domain/lookup-answer.ts';
import { actionIds } from '../ids.ts';
import { bold, button, clip, context, plain, section } from './blocks.ts';
import { dryRunPicture } from './dry-run.ts';
import type { Picture } from './owner-card.ts';

const SHOWN = 12;

/** A try of the rules on what was asked for; where several may be meant, each is a try away. */
export function triedPicture(tried: Tried): Picture {
  switch (tried.kind) {
    case 'tried':
      return dryRunPicture(tried.run);
    case 'several':
      return choices(`“${clip(tried.asked, 80)}” may be one of these`, tried.suggestions);
    case 'none': {
      const nearby = tried.nearest.length > 0 ? '. These come nearest' : '';
      return choices(`No account answers to “${clip(tried.asked, 80)}”${nearby}`, tried.nearest);
    }
  }
}

function choices(title: string, suggestions: Suggestion[]): Picture {
  return {
    text: title,
    blocks: [
      section(`*${plain(title)}*`),
      ...suggestions.slice(0, SHOWN).map(choice),
      context('Ask by another spelling, by domain, by CRM id or by a link from the CRM.'),
    ],
  };
}

function choice({ accountId, name, owner, place }: Suggestion) {
  const held = owner ? `${plain(owner.name)}’s` : 'nobody’s';
  const facts = [held, place && plain(place)].filter(Boolean).join(' · ');
  const pick = button('Try', { id: actionIds.tryAccount, value: accountId, spoken: `Try ${name}` });
  return section(`${bold(clip(name, 150))}\n${facts}`, pick);
}
