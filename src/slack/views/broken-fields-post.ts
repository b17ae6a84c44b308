import type { BrokenField, BrokenFields } from '../../domain/broken-field.ts';
import { clip, context, plain, section } from './blocks.ts';
import { fieldTypes } from './fields.ts';
import type { Picture } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { count } from './words.ts';

const NAMED = 10;
const RULES_NAMED = 3;

/** For ops: which mapped properties are not read any more, and which rules do without them; at last, that all are read again. */
export function brokenFieldsPost({ crm, fields }: BrokenFields): Picture {
  const name = plain(clip(crm, 80));
  if (fields.length === 0) {
    const text = `All mapped fields of ${name} are read again.`;
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  const are = fields.length === 1 ? 'is' : 'are';
  const text = `${count(fields.length, `field of ${name}`, `fields of ${name}`)} ${are} not read any more`;
  const rows = fields.slice(0, NAMED).map((one) => section(`• ${wordBroken(one, name)}`));
  const further = fields.length - rows.length;
  return {
    text,
    blocks: [
      section(`:warning: *${text}*`),
      ...rows,
      ...(further > 0 ? [section(`… and ${further} more: \`/territory fields\` lists all.`)] : []),
      context(
        `Everything else goes on. Put it right in ${name}, or map another property with \`/territory fields\`: until then rules do not know it, and may ask people instead.`,
      ),
    ],
  };
}

function wordBroken({ record, attribute, property, state, use, rules }: BrokenField, crm: string) {
  const what = `*${bare(clip(attribute, 60))}* of ${record}s, from \`${bare(clip(property, 60))}\``;
  const became = wordState(state, crm);
  const stands = use === 'ranked' ? ' Its other sources still say it.' : '';
  return `${what}: ${became}.${stands} ${wordRules(rules)}`;
}

function wordState(state: BrokenField['state'], crm: string): string {
  switch (state.kind) {
    case 'gone':
      return `${crm} has no such property any more`;
    case 'archived':
      return `it is archived in ${crm}`;
    case 'retyped':
      return `it holds ${fieldTypes[state.now]} now`;
  }
}

function wordRules(rules: string[]): string {
  if (rules.length === 0) return 'No rule asks for it.';
  const named = rules.slice(0, RULES_NAMED).map((name) => `“${plain(clip(name, 60))}”`);
  const further = rules.length - named.length;
  const all = further > 0 ? [...named, `${further} more`] : named;
  const [last, ...before] = all.toReversed();
  const list = before.length > 0 ? `${before.toReversed().join(', ')} and ${last}` : last;
  return `${rules.length === 1 ? 'This rule asks' : 'These rules ask'} for it: ${list}.`;
}
