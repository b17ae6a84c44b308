import { asTyped } from '../domain/matching/question.ts';
import { Refusal } from '../domain/refusal.ts';
import { nearest } from '../domain/rules/text/suggestion.ts';

/** What somebody asks of `/territory`, in words as they typed them: those of an account are read where it is looked for. */
export type TerritoryCommand =
  | { kind: 'help' }
  | { kind: 'rules'; asked: string }
  | { kind: 'test'; asked: string }
  | { kind: 'claim'; asked: string }
  | { kind: 'simulate' }
  | { kind: 'quality' }
  | { kind: 'fields' }
  | { kind: 'approvals' }
  | { kind: 'duplicates' }
  | { kind: 'unknown'; word: string; nearest?: Verb };

const verbs = [
  'rules',
  'test',
  'claim',
  'approvals',
  'duplicates',
  'simulate',
  'quality',
  'fields',
  'help',
] as const;
type Verb = (typeof verbs)[number];

export function parseTerritory(text: string): TerritoryCommand {
  const [, word = '', asked = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(text) ?? [];
  const verb = word === '' ? 'help' : verbs.find((each) => each === word.toLowerCase());
  switch (verb) {
    case 'help':
    case 'simulate':
    case 'quality':
    case 'fields':
    case 'approvals':
    case 'duplicates':
      return { kind: verb };
    case 'rules':
      return { kind: verb, asked: asTyped(asked).replace(/^[“"](.*)[”"]$/, '$1') };
    case 'test':
    case 'claim':
      if (asked === '') throw new Refusal({ kind: 'nothing-asked', command: `/territory ${verb}` });
      return { kind: verb, asked };
    case undefined: {
      const meant = verbs.find((each) => each === nearest(word, verbs));
      return { kind: 'unknown', word: asTyped(word), ...(meant && { nearest: meant }) };
    }
  }
}
