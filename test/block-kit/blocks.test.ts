import { describe, expect, it } from 'vitest';
import limits from '../../src/block-kit/limits.json' with { type: 'json' };
import { validateBlocks } from '../../src/block-kit/validate.ts';
import {
  aButton,
  actions,
  anInput,
  anOption,
  aSection,
  goodBlocks,
  goodElements,
  mrkdwn,
  plain,
} from './samples.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <Value>(count: number, value: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => value(index));

function errorsOf(blocks: unknown[], surface: 'message' | 'modal' | 'home' = 'message') {
  return validateBlocks(blocks, surface)
    .filter((problem) => problem.level === 'error')
    .map(({ pointer, message }) => `${pointer}: ${message}`);
}

describe('a good block', () => {
  it('has a sample for every kind an app may send', () => {
    const sendable = Object.keys(limits.blocks).filter((kind) => kind !== 'file');
    expect(Object.keys(goodBlocks).sort()).toEqual(sendable.sort());
    expect(Object.keys(goodElements).sort()).toEqual(Object.keys(limits.elements).sort());
  });

  it.each(Object.entries(goodBlocks))('passes: %s', (_kind, { block, surface }) => {
    expect(validateBlocks([block], surface)).toEqual([]);
  });

  it.each(Object.entries(goodElements))('passes with its element: %s', (_kind, block) => {
    const surface = block.type === 'input' ? 'modal' : 'message';
    expect(validateBlocks([block], surface)).toEqual([]);
  });
});

const overflowOf = (count: number) =>
  actions({ type: 'overflow', options: many(count, (index) => anOption(String(index))) });
const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'Acme' }]] };

describe('a bad block is named with its place', () => {
  it.each<[string, unknown[], string]>([
    ['no type', [{}], '/blocks/0: unsupported type: (none)'],
    ['an unknown type', [{ type: 'sektion' }], '/blocks/0: unsupported type: sektion'],
    ['a misspelt field', [aSection({ txt: 1 })], '/blocks/0: invalid additional property: txt'],
    ['nothing to say', [{ type: 'section' }], '/blocks/0: needs at least one of: text, fields'],
    [
      'a file block',
      [{ type: 'file', external_id: '1', source: 'remote' }],
      '/blocks/0: a file block cannot be sent',
    ],
    [
      '3001 characters',
      [aSection({ text: mrkdwn(long(3001)) })],
      '/blocks/0/text/text: must be less than 3001 characters',
    ],
    [
      'empty words',
      [aSection({ text: mrkdwn('') })],
      '/blocks/0/text/text: must be more than 0 characters',
    ],
    [
      '11 fields',
      [aSection({ fields: many(11, () => mrkdwn('x')) })],
      '/blocks/0/fields: no more than 10 items allowed',
    ],
    [
      'mrkdwn in a header',
      [{ type: 'header', text: mrkdwn('x') }],
      '/blocks/0/text/type: must be one of: plain_text',
    ],
    [
      'emoji in mrkdwn',
      [aSection({ text: { ...mrkdwn('x'), emoji: true } })],
      '/blocks/0/text: invalid additional property: emoji',
    ],
    [
      'a long header',
      [{ type: 'header', text: plain(long(151)) }],
      '/blocks/0/text/text: must be less than 151 characters',
    ],
    [
      'a long button',
      [actions(aButton({ text: plain(long(76)) }))],
      '/blocks/0/elements/0/text/text: must be less than 76 characters',
    ],
    [
      'a long value',
      [actions(aButton({ value: long(2001) }))],
      '/blocks/0/elements/0/value: must be less than 2001 characters',
    ],
    [
      'a green button',
      [actions(aButton({ style: 'green' }))],
      '/blocks/0/elements/0/style: must be one of: primary, danger',
    ],
    [
      '26 buttons',
      [actions(...many(26, () => aButton()))],
      '/blocks/0/elements: no more than 25 items allowed',
    ],
    ['no buttons', [actions()], '/blocks/0/elements: needs at least 1 items'],
    [
      'an input among buttons',
      [actions({ type: 'plain_text_input' })],
      '/blocks/0/elements/0: plain_text_input is not allowed in actions.elements',
    ],
    [
      'a button as input',
      [anInput(aButton())],
      '/blocks/0/element: button is not allowed in input.element',
    ],
    [
      '6 overflow options',
      [overflowOf(6)],
      '/blocks/0/elements/0/options: no more than 5 items allowed',
    ],
    [
      'two option values alike',
      [actions({ type: 'overflow', options: [anOption('a'), anOption('a')] })],
      '/blocks/0/elements/0/options: option value "a" is used twice',
    ],
    [
      'a foreign initial option',
      [actions({ type: 'static_select', options: [anOption('a')], initial_option: anOption('b') })],
      '/blocks/0/elements/0/initial_option: must be one of the options, exactly',
    ],
    [
      'both options and groups',
      [actions({ type: 'static_select', options: [anOption('a')], option_groups: [] })],
      '/blocks/0/elements/0: needs exactly one of: options, option_groups',
    ],
    [
      'a select without options',
      [actions({ type: 'static_select' })],
      '/blocks/0/elements/0: needs exactly one of: options, option_groups',
    ],
    [
      'half a confirmation',
      [actions(aButton({ confirm: { title: plain('Sure?') } }))],
      '/blocks/0/elements/0/confirm: missing required field: text',
    ],
    [
      'a date of another form',
      [actions({ type: 'datepicker', initial_date: '21.11.2026' })],
      '/blocks/0/elements/0/initial_date: must match pattern "^\\d{4}-\\d{2}-\\d{2}$"',
    ],
    [
      'a link that is none',
      [actions(aButton({ url: 'acme' }))],
      '/blocks/0/elements/0/url: must be a valid URL',
    ],
    [
      'a picture unnamed',
      [{ type: 'image', image_url: 'https://x.example/a.png' }],
      '/blocks/0: missing required field: alt_text',
    ],
    [
      'two pictures in one',
      [{ type: 'image', alt_text: 'x', image_url: 'https://x.example', slack_file: { id: 'F1' } }],
      '/blocks/0: needs exactly one of: image_url, slack_file',
    ],
    [
      'rich text of unknown parts',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'shout' }] }],
        },
      ],
      '/blocks/0/elements/0/elements/0: unsupported type: shout',
    ],
    [
      'an unnamed mention',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'user' }] }],
        },
      ],
      '/blocks/0/elements/0/elements/0: missing required field: user_id',
    ],
  ])('%s', (_what, blocks, problem) => {
    expect(errorsOf(blocks)).toContain(problem);
  });

  it.each<[string, 'message' | 'modal' | 'home', unknown, string]>([
    [
      'markdown in a modal',
      'modal',
      { type: 'markdown', text: 'x' },
      '/blocks/0: markdown is not allowed on a modal',
    ],
    [
      'an alert in a message',
      'message',
      { type: 'alert', text: plain('x') },
      '/blocks/0: alert is not allowed on a message',
    ],
    ['a table in a modal', 'modal', table, '/blocks/0: table is not allowed on a modal'],
    [
      'a time on Home',
      'home',
      actions({ type: 'datetimepicker' }),
      '/blocks/0/elements/0: datetimepicker is not allowed on a home',
    ],
    [
      'a file input in a message',
      'message',
      anInput({ type: 'file_input' }),
      '/blocks/0/element: file_input is not allowed on a message',
    ],
    [
      'numbers turned round',
      'modal',
      anInput({ type: 'number_input', is_decimal_allowed: true, min_value: '9', max_value: '1' }),
      '/blocks/0/element/min_value: must not be more than max_value',
    ],
    [
      'a reply address on Home',
      'home',
      actions({ type: 'channels_select', response_url_enabled: true }),
      '/blocks/0/elements/0: response_url_enabled works only in an input block of a modal',
    ],
  ])('%s', (_what, surface, block, problem) => {
    expect(errorsOf([block], surface)).toContain(problem);
  });
});
