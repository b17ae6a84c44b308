import type { Destination } from '../outcome.ts';
import { conditionLines } from '../print-condition.ts';
import type { Rule } from '../rule-set.ts';
import { relatives } from './destination.ts';
import type { RuleClause } from './keywords.ts';
import type { Piece } from './piece.ts';
import { bareOrQuoted, phrase, quoted } from './quoted.ts';

/** One piece a line, in the order of `ruleClauses`; lines that say nothing are left out. */
export function rulePieces(rule: Rule): Piece[] {
  const { name, condition, outcome } = rule;
  const above = { statement: 'rule', name };
  const piece = (clause: RuleClause, ...lines: string[]): Piece[] =>
    lines.length > 0 ? [{ above: { ...above, clause }, lines }] : [];
  return [
    { above, lines: [`rule ${quoted(name)}`] },
    ...piece('in', `  in ${phrase(rule.layer)}, priority ${rule.priority}`),
    ...piece('says', ...given(rule.sentence || undefined, (text) => `  says ${quoted(text)}`)),
    ...piece('when', ...conditionLines(condition, '  when ', '  ')),
    ...piece('then', `  then ${printDestination(outcome.to)}`),
    ...piece('with', ...roleLines(outcome.roles)),
    ...piece('tags', ...wordLines('tags', outcome.tags)),
    ...piece('needs', ...given(outcome.approval, (by) => `  needs approval by ${quoted(by)}`)),
    ...piece('owner', ...given(rule.owner, (owner) => `  owner ${bareOrQuoted(owner)}`)),
    ...datePieces(rule, piece),
    ...piece('written', ...given(rule.written, (day) => `  written ${day}`)),
    ...piece('labels', ...wordLines('labels', rule.tags)),
  ];
}

function datePieces(
  { from, until }: Rule,
  piece: (clause: RuleClause, ...lines: string[]) => Piece[],
): Piece[] {
  if (from === undefined) return piece('until', ...given(until, (day) => `  until ${day}`));
  return piece('from', `  from ${from}${until === undefined ? '' : ` until ${until}`}`);
}

function given(text: string | undefined, line: (text: string) => string): string[] {
  return text === undefined ? [] : [line(text)];
}

/** By name: the stored form does not keep their order. */
function roleLines(roles: Readonly<Record<string, string>>): string[] {
  return Object.entries(roles)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([role, rep]) => `  with ${bareOrQuoted(role)} ${bareOrQuoted(rep)}`);
}

function wordLines(word: string, texts: readonly string[]): string[] {
  return texts.length > 0 ? [`  ${word} ${texts.map(phrase).join(', ')}`] : [];
}

export function printDestination(to: Destination): string {
  switch (to.kind) {
    case 'rep':
      return `rep ${bareOrQuoted(to.rep)}`;
    case 'territory':
      return `territory ${quoted(to.territory)}`;
    case 'pool':
      return `pool ${quoted(to.pool)}`;
    case 'keep':
      return 'keep owner';
    case 'owner-of':
      return `owner of ${relatives.find(([, stored]) => stored === to.of)?.[0]}`;
    case 'review':
      return 'review';
  }
}
