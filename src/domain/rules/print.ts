import type { RuleSet } from './rule-set.ts';
import { anchorKey, type Comments } from './text/comments.ts';
import type { Piece } from './text/piece.ts';
import { listPiece, poolPieces, regionPiece } from './text/print-declaration.ts';
import { rulePieces } from './text/print-rule.ts';
import { phrase, quoted } from './text/quoted.ts';

/** The file as parseRuleFile reads it, always laid out in the same way. */
export function printRuleFile(ruleSet: RuleSet, comments: Comments = {}): string {
  const { lists, regions, pools, rules } = ruleSet;
  const blocks = [
    headPieces(ruleSet),
    [...lists.map(listPiece), ...regions.map(regionPiece), ...pools.flatMap(poolPieces)],
    ...rules.map(rulePieces),
  ];
  const unplaced = new Map(Object.entries(comments));
  const printed = blocks.map((pieces) => pieces.flatMap((piece) => commented(piece, unplaced)));
  // What stood above something that is gone is kept at the end.
  const rest = [...unplaced.values()].flat().map((text) => `#${text}`);
  const filled = [...printed, rest].filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function commented({ above, lines }: Piece, unplaced: Map<string, readonly string[]>): string[] {
  const key = anchorKey(above);
  const texts = unplaced.get(key) ?? [];
  unplaced.delete(key);
  const indent = above.clause === undefined ? '' : '  ';
  return [...texts.map((text) => `${indent}#${text}`), ...lines];
}

function headPieces({ name, layers, tieBreakers }: RuleSet): Piece[] {
  const ties = tieBreakers.map((each) => each.replaceAll('-', ' '));
  return [
    { above: { statement: 'rule set' }, lines: [`rule set ${quoted(name)}`] },
    { above: { statement: 'layers' }, lines: [inLine('layers', layers.map(phrase))] },
    { above: { statement: 'ties' }, lines: [inLine('ties', ties)] },
  ];
}

function inLine(lead: string, parts: string[]): string {
  return `${lead} ${parts.length === 0 ? 'none' : parts.join(', ')}`;
}
