import { clip, context, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';

const commands = [
  ['/territory rules', 'the published rules, in the order in which they win'],
  ['/territory rules healthcare', 'the rules with that word; the name of one shows it in full'],
  ['/territory test acme', 'what the rules say of an account, step by step; nothing is changed'],
  ['/territory claim acme', 'take an account that the members of your pool may claim'],
  ['/territory approvals', 'decisions that wait for a person, and where to decide them'],
  ['/territory duplicates', 'records that are probably one company, to be merged (ops)'],
  ['/territory simulate', 'another rule file beside the published one, over all accounts'],
  ['/territory quality', 'what in the records misleads the rules, and how to mend it'],
  ['/territory fields', 'which properties of the CRM rules may ask for, beside the usual ones'],
  ['/whoowns acme', 'who owns an account, and why'],
];

export function territoryHelp(): Picture {
  return help('Who gets which account, and by which rule');
}

/** What was not understood, what may have been meant, and what there is. */
export function unknownWord({ word, nearest }: { word: string; nearest?: string }): Picture {
  const typed = plain(clip(word, 60));
  if (!nearest) return help(`/territory knows no “${typed}”. It knows these:`);
  return help(`/territory knows no “${typed}”. Did you mean \`/territory ${nearest}\`?`);
}

function help(title: string): Picture {
  const lines = commands.map(([typed, what]) => `\`${typed}\`  ${what}`);
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      section(lines.join('\n')),
      context(
        'Everybody may see and try the rules. Ops, admins and managers may decide what waits, simulate and see the quality.',
      ),
    ],
  };
}
