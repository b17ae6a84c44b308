import { describe, expect, it } from 'vitest';
import { operatorName } from '../src/cli-operator.ts';

describe('the operator', () => {
  const known = { git: 'Dana Cole\n', login: 'dana' };

  it('is called as they say, else as git knows them, else as they are logged in', () => {
    expect(operatorName('Mo Keller', known)).toBe('Mo Keller');
    expect(operatorName(undefined, known)).toBe('Dana Cole');
    expect(operatorName(' ', { git: '\n', login: 'dana' })).toBe('dana');
  });

  it('is never root: then they must say who they are', () => {
    expect(() => operatorName(undefined, { git: '', login: 'root' })).toThrow(
      'Say who you are, for the audit: --as "Dana Cole"',
    );
  });
});
