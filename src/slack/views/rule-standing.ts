import type { OwnerCard } from '../../domain/owner-card.ts';
import type { Came, RuleStanding, Wanted } from '../../domain/rule-standing.ts';
import { clip } from './blocks.ts';
import { wordFlag } from './flag-words.ts';
import { bare } from './rule-words.ts';
import { mention } from './words.ts';

/** How the owner stands to the rules, in one line below the why. */
export function rulesLine({ rules, why, owner, people }: OwnerCard): string[] {
  if (!rules) return [];
  const { rule, verdict } = rules;
  const told = why?.cause.kind === 'routing' && why.cause.rule === rule?.name;
  // The line above has said which rule it was, and what it says.
  if (verdict.kind === 'by-rules' && told) return ['*Rules* Held by the rules.'];
  return [
    `*Rules* ${wordVerdict(rules, owner ? ':warning: Differs from the rules: would' : 'Would', people)}`,
  ];
}

function wordVerdict(
  { verdict, rule, territory, came }: RuleStanding,
  would: string,
  people: OwnerCard['people'],
): string {
  const because = rule ? wordRule(rule) : '';
  const origin = came ? ` ${wordCame(came)}` : '';
  switch (verdict.kind) {
    case 'by-rules':
      return `Held by the rules: ${because}`;
    case 'differs': {
      const place = territory ? ` in ${bare(territory)}` : '';
      return `${would} be ${wordWanted(verdict.wanted)}${place}, because ${because}${origin}`;
    }
    case 'unsettled': {
      const why = verdict.flags.map((flag) => wordFlag(flag)).join('; ');
      return `:grey_question: The rules do not settle it: ${why}. A person decides.${origin}`;
    }
    case 'open':
      return `:grey_question: The rules name nobody: ${wordFlag(verdict.flag, people)}.${origin}`;
  }
}

function wordCame({ rule, edition, now }: Came): string {
  const name = `“${bare(clip(rule, 80))}”`;
  switch (now) {
    case 'gone':
      return `It came by ${name} of version ${edition}, which the rules no longer have.`;
    case 'not-in-force':
      return `It came by ${name}, which is not in force now.`;
    case 'not-met':
      return `It came by ${name}, whose condition no longer holds.`;
    case 'beaten':
      return `It came by ${name}, which fits and no longer comes first.`;
    case 'won':
      return `It came by the same rule, which leads elsewhere now.`;
  }
}

function wordWanted(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'rep':
      return `${mention(wanted.person)}’s`;
    case 'pool':
      return `dealt by the pool ${bare(wanted.pool)}`;
    case 'claim':
      return `free to be claimed by the pool ${bare(wanted.pool)}`;
  }
}

function wordRule({ name, sentence }: { name: string; sentence: string }): string {
  const says = sentence ? ` — ${bare(clip(sentence, 240))}` : '.';
  return `“${bare(clip(name, 80))}”${says}`;
}
