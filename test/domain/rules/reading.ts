import { standardCatalogue } from '../../../src/domain/rules/attribute.ts';
import { parseRuleFile, type RuleFile } from '../../../src/domain/rules/rule-file.ts';
import { wordProblem } from '../../../src/domain/rules/text/problem.ts';

export function read(text: string): RuleFile {
  const reading = parseRuleFile(text, standardCatalogue);
  if (reading.kind === 'read') return reading.value;
  throw new Error(reading.problems.map(wordProblem).join('\n'));
}

export function complaints(text: string): string[] {
  const reading = parseRuleFile(text, standardCatalogue);
  return reading.kind === 'refused' ? reading.problems.map(wordProblem) : [];
}

/** A rule with one line exchanged or added. */
export function aRule(lines: { [line in 'in' | 'when' | 'to' | 'more']?: string } = {}): string {
  const { when = 'when always', to = 'then review', more = '' } = lines;
  const layer = lines.in ?? 'in geography';
  return `rule "West"\n  ${layer}\n  ${when}\n  ${to}\n  ${more}\n`;
}
