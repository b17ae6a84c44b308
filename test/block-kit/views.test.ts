import { describe, expect, it } from 'vitest';
import { validateOptions, validateView } from '../../src/block-kit/validate.ts';
import { aModal, anInput, anOption, aSection, plain } from './samples.ts';

function errorsOf(view: unknown) {
  return validateView(view)
    .filter((problem) => problem.level === 'error')
    .map(({ pointer, message }) => `${pointer}: ${message}`);
}

describe('a modal', () => {
  it('passes when it is whole', () => {
    expect(validateView(aModal())).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['no view at all', null, ': must provide an object'],
    ['another type', { type: 'popup' }, '/type: must be one of: modal, home'],
    ['no title', { type: 'modal', blocks: [aSection()] }, ': missing required field: title'],
    [
      'a long title',
      aModal({ title: plain('x'.repeat(25)) }),
      '/title/text: must be less than 25 characters',
    ],
    [
      'inputs without submit',
      aModal({ submit: undefined }),
      ': a modal with input blocks needs submit',
    ],
    [
      'long metadata',
      aModal({ private_metadata: 'x'.repeat(3001) }),
      '/private_metadata: must be less than 3001 characters',
    ],
    [
      '101 blocks',
      aModal({ blocks: Array.from({ length: 101 }, () => aSection()) }),
      '/blocks: no more than 100 items allowed',
    ],
    ['no blocks', aModal({ blocks: [] }), '/blocks: needs at least 1 items'],
    ['a view as it came back', aModal({ id: 'V1' }), ': invalid additional property: id'],
    [
      'two focused inputs',
      aModal({
        blocks: [1, 2].map(() => anInput({ type: 'plain_text_input', focus_on_load: true })),
      }),
      '/blocks/1/element: only one focus_on_load is allowed',
    ],
    [
      'an uploading action',
      aModal({ blocks: [anInput({ type: 'file_input' }, { dispatch_action: true })] }),
      '/blocks/0: file_input cannot dispatch actions',
    ],
  ])('is refused with %s', (_what, view, problem) => {
    expect(errorsOf(view)).toContain(problem);
  });

  it('is refused above 250 kB', () => {
    const full = () =>
      aSection({ fields: Array.from({ length: 10 }, () => plain('x'.repeat(2000))) });
    const blocks = Array.from({ length: 13 }, full);
    expect(errorsOf(aModal({ blocks })).join()).toContain('view_too_large');
  });

  it('is warned when two blocks share an action', () => {
    const blocks = [1, 2].map(() => anInput({ type: 'plain_text_input', action_id: 'why' }));
    expect(validateView(aModal({ blocks })).map((problem) => problem.level)).toEqual(['warning']);
  });
});

describe('a Home', () => {
  it('passes with its blocks alone', () => {
    expect(validateView({ type: 'home', blocks: [aSection()] })).toEqual([]);
  });

  it('has no title', () => {
    const home = { type: 'home', title: plain('x'), blocks: [aSection()] };
    expect(errorsOf(home)).toContain(': title is not allowed here');
  });
});

describe('offered options', () => {
  const options = (count: number) => Array.from({ length: count }, (_, at) => anOption(`${at}`));

  it('may be none, some, or in groups', () => {
    const grouped = { option_groups: [{ label: plain('North'), options: options(2) }] };
    for (const answer of [{ options: [] }, { options: options(100) }, grouped]) {
      expect(validateOptions(answer)).toEqual([]);
    }
  });

  it('are refused above a hundred', () => {
    expect(validateOptions({ options: options(101) })[0]?.message).toContain('no more than 100');
  });
});
