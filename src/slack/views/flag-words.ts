import type { Flag } from '../../domain/flag.ts';
import { wordFlag as wordFlagIn } from '../../domain/flag-words.ts';
import type { People } from '../../domain/rule-lead.ts';
import { clip } from './blocks.ts';
import { bare, wordAttribute, wordNamed, wordValue } from './rule-words.ts';
import { day, wordActor } from './words.ts';

const nobody: People = new Map();

/** Why a person should look, as the end of "It waits because …". */
export function wordFlag(flag: Flag, people: People = nobody): string {
  return wordFlagIn(flag, {
    text: (written) => bare(clip(written, 200)),
    attribute: wordAttribute,
    value: wordValue,
    person: (email) => wordNamed(email, people),
    actor: wordActor,
    day,
  });
}
