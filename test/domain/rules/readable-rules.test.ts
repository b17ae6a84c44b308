import { describe, expect, it } from 'vitest';
import { problemsIn } from '../../../src/domain/rules/readable-rules.ts';

describe('a rule file', () => {
  it('without a rule is refused, with what to do', () => {
    const remedy =
      /^line 1, column 1: there is no rule in this file: write one, such as rule "Rest"/;
    for (const text of ['', '# To be written.', 'list "Targets" = acme.com']) {
      expect(problemsIn(text)).toEqual([expect.stringMatching(remedy)]);
    }
  });
});
