import type { RuleNote } from '../../domain/rule-note.ts';
import { actionIds } from '../ids.ts';
import { actions, bold, button, clip, context, header, plain, section } from './blocks.ts';
import { outcomeNames } from './dispute-words.ts';
import type { Picture } from './owner-card.ts';
import { count } from './words.ts';

const LISTED = 15;

/** A rule against which disputes keep going: what to try a change of it on. */
export function ruleNotePost({ rule, cases, owner }: RuleNote): Picture {
  const title = `Rule “${clip(rule, 100)}” has lost ${count(cases.length, 'dispute')} within a quarter`;
  const listed = cases.slice(-LISTED);
  const lines = listed.map(
    ({ number, account, crmId, outcome }) =>
      `• *${number}* ${bold(clip(account, 80))} (CRM id ${plain(crmId)}): ${outcomeNames[outcome]}`,
  );
  return {
    text: title,
    blocks: [
      header(title),
      section(lines.join('\n')),
      ...actions(
        button('Try other rules on these…', {
          id: actionIds.tryRules,
          value: [...new Set(listed.map(({ accountId }) => accountId))].join(':'),
          spoken: `Try other rules on the accounts that ${clip(rule, 40)} has lost`,
        }),
      ),
      context(
        owner
          ? 'You answer for this rule.'
          : 'Nobody who is here answers for this rule: `owner ana@example.com` in the rule file names somebody.',
      ),
      context(
        'Perhaps the rule should say something else. *Try other rules on these…* sets another rule file beside the published one for these accounts alone, `/territory simulate` for all.',
      ),
    ],
  };
}
