import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import { aButton, actions, aSection, mrkdwn, plain } from './samples.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <Value>(count: number, value: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => value(index));

const row = (...cells: string[]) => cells.map((text) => ({ type: 'raw_text', text }));
const table = { type: 'table', rows: [row('Acme')] };
const dataTable = (rows: unknown[], more: object = {}) => ({
  ...{ type: 'data_table', caption: 'Accounts', rows },
  ...more,
});
const chart = (series: unknown[]) => ({
  ...{ type: 'data_visualization', title: 'Accounts' },
  chart: { type: 'line', series, axis_config: { categories: ['Ada', 'Ben'] } },
});
const points = (...labels: string[]) => labels.map((label) => ({ label, value: 1 }));

describe('the blocks of a message together', () => {
  it.each<[string, unknown[], string]>([
    [
      'two buttons of one name',
      [actions(aButton({ action_id: 'a' }), aButton({ action_id: 'a' }))],
      '/blocks/0/elements/1/action_id: action_id "a" is used twice',
    ],
    [
      'two blocks of one name',
      [aSection({ block_id: 'a' }), aSection({ block_id: 'a' })],
      '/blocks/1/block_id: block_id "a" is used twice',
    ],
    ['51 blocks', many(51, () => ({ type: 'divider' })), '/blocks: no more than 50 items allowed'],
    ['two tables', [table, table], '/blocks/1: only_one_table_allowed'],
    [
      'a second table in a container',
      [table, { type: 'container', title: plain('x'), child_blocks: [table] }],
      '/blocks/1/child_blocks/0: only_one_table_allowed',
    ],
    ['a table of one row', [dataTable([row('a')])], '/blocks/0/rows: needs at least 2 items'],
    [
      'a ragged table',
      [dataTable([row('a', 'b'), row('c')])],
      '/blocks/0/rows/1: needs 2 cells like the header',
    ],
    [
      'a label column beyond',
      [dataTable([row('a'), row('c')], { row_header_column_index: 1 })],
      '/blocks/0/row_header_column_index: there are 1 columns',
    ],
    [
      'too much in a table',
      [dataTable([row('a'), row(long(10_000))])],
      '/blocks/0/rows: cells exceed 10000 characters together',
    ],
    [
      'three charts',
      many(3, () => chart([{ name: 'x', data: points('Ada', 'Ben') }])),
      '/blocks/2: no more than 2 charts allowed',
    ],
    [
      'a chart with a gap',
      [chart([{ name: 'x', data: points('Ada') }])],
      '/blocks/0/chart/series/0/data: needs exactly one point per category',
    ],
    [
      'two series alike',
      [chart(many(2, () => ({ name: 'x', data: points('Ada', 'Ben') })))],
      '/blocks/0/chart/series: series names must be unique',
    ],
    [
      'a chart of no kind',
      [{ type: 'data_visualization', title: 'x', chart: { type: 'donut' } }],
      '/blocks/0/chart: unsupported type: donut',
    ],
    [
      'a container in a container',
      [{ type: 'container', title: plain('x'), child_blocks: [{ type: 'container' }] }],
      '/blocks/0/child_blocks/0: a container block is not allowed in a container',
    ],
    [
      'long markdown in two',
      many(2, () => ({ type: 'markdown', text: long(6001) })),
      '/blocks: markdown blocks exceed 12000 characters together',
    ],
    [
      'too many words in all',
      many(5, () => aSection({ text: mrkdwn(long(2700)) })),
      '/blocks: msg_blocks_too_long: 13500 characters in all',
    ],
  ])('are refused for %s', (_what, blocks, problem) => {
    const errors = validateMessage({ text: 'x', blocks })
      .filter(({ level }) => level === 'error')
      .map(({ pointer, message }) => `${pointer}: ${message}`);
    expect(errors).toContain(problem);
  });
});

describe('a message', () => {
  it('passes with words alone', () => {
    expect(validateMessage({ text: 'Acme is yours' })).toEqual([]);
  });

  it('is warned when its blocks have no words beside them', () => {
    expect(validateMessage({ blocks: [aSection()] })).toEqual([
      { pointer: '/text', message: 'a message needs text beside its blocks', level: 'warning' },
    ]);
  });

  it('is warned of words that may be cut', () => {
    const [problem] = validateMessage({ text: long(4001) });
    expect(problem?.level).toBe('warning');
  });

  it('is checked within its attachments', () => {
    const attachments = [{ blocks: [{ type: 'header' }] }];
    expect(validateMessage({ text: 'x', attachments })).toEqual([
      {
        pointer: '/attachments/0/blocks/0',
        message: 'missing required field: text',
        level: 'error',
      },
    ]);
  });

  it('is warned of two primary buttons', () => {
    const primary = aButton({ style: 'primary' });
    const problems = validateMessage({ text: 'x', blocks: [actions(primary, primary)] });
    expect(problems.map((problem) => problem.message)).toEqual(['more than one primary button']);
  });
});
