import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeEntities,
  type Inline,
  type Passage,
  parseInline,
  parseMrkdwn,
  parsePlain,
} from '../../src/sandbox/page/mrkdwn.ts';

const words = (text: string): Inline => ({ kind: 'text', text });
const bold = (...children: Inline[]): Inline => ({ kind: 'bold', children });
const italic = (...children: Inline[]): Inline => ({ kind: 'italic', children });
const strike = (...children: Inline[]): Inline => ({ kind: 'strike', children });

describe('what a bot writes between the lines of Slack', () => {
  const cases: [title: string, text: string, nodes: Inline[]][] = [
    ['makes words bold', '*Acme* is yours', [bold(words('Acme')), words(' is yours')]],
    ['makes words italic', 'since _May_', [words('since '), italic(words('May'))]],
    ['strikes words out', '~Tom~', [strike(words('Tom'))]],
    ['puts one style into another', '*_both_*', [bold(italic(words('both')))]],
    ['keeps code as it stands', '`a *b* c`', [{ kind: 'code', text: 'a *b* c' }]],
    [
      'reads sums and snake_case_names as plain words',
      '2 * 3 * 4 a_b_c',
      [words('2 * 3 * 4 a_b_c')],
    ],
    ['leaves a lone mark alone', 'from *here on', [words('from *here on')]],
    ['ends a style with its line', '*one\ntwo*', [words('*one'), { kind: 'break' }, words('two*')]],
    [
      'sets a style before punctuation',
      '(*Acme*).',
      [words('('), bold(words('Acme')), words(').')],
    ],
    ['unescapes what Slack escapes', 'R&amp;D &lt;3&gt;', [words('R&D <3>')]],
    ['names people', '<@U1>', [{ kind: 'user', id: 'U1' }]],
    ['names people with a label', '<@U1|lena>', [{ kind: 'user', id: 'U1', label: 'lena' }]],
    ['names channels', '<#C1|sales>', [{ kind: 'channel', id: 'C1', label: 'sales' }]],
    ['names groups', '<!subteam^S1|@dach>', [{ kind: 'usergroup', id: 'S1', label: '@dach' }]],
    ['calls everybody here', '<!here>', [{ kind: 'broadcast', range: 'here' }]],
    ['shows emoji by name', ':tada:', [{ kind: 'emoji', name: 'tada' }]],
    ['leaves times and unknown names alone', '10:30:45 :nope:', [words('10:30:45 :nope:')]],
    [
      'links words',
      '<https://a.example/?q=1&amp;r=2|the deal>',
      [{ kind: 'link', url: 'https://a.example/?q=1&r=2', children: [words('the deal')] }],
    ],
    [
      'links a bare address without the full stop behind it',
      'See https://a.example/x.',
      [
        words('See '),
        { kind: 'link', url: 'https://a.example/x', children: [words('https://a.example/x')] },
        words('.'),
      ],
    ],
    [
      'does not end a style inside a link',
      '_<https://a.example/x_ y|see_ it>_',
      [italic({ kind: 'link', url: 'https://a.example/x_ y', children: [words('see_ it')] })],
    ],
    [
      'reads dates with their fallback',
      '<!date^1700000000^{date_short}|14 Nov>',
      [{ kind: 'date', timestamp: 1_700_000_000, format: '{date_short}', fallback: '14 Nov' }],
    ],
  ];

  it.each(cases)('%s', (_, text, nodes) => {
    expect(parseInline(text)).toEqual(nodes);
  });

  it('offers no way to a script', () => {
    expect(parseInline('<javascript:alert(1)|click>')).toEqual([
      words('<javascript:alert(1)|click>'),
    ]);
  });
});

describe('the passages of a message', () => {
  it('sets quoted lines apart, whether escaped or not', () => {
    expect(parseMrkdwn('said:\n&gt; mine\n> ours\nso be it')).toEqual<Passage[]>([
      { kind: 'paragraph', children: [words('said:')] },
      { kind: 'quote', children: [words('mine'), { kind: 'break' }, words('ours')] },
      { kind: 'paragraph', children: [words('so be it')] },
    ]);
  });

  it('quotes all that follows three marks', () => {
    expect(parseMrkdwn('>>> one\ntwo')).toEqual<Passage[]>([
      { kind: 'quote', children: [words('one'), { kind: 'break' }, words('two')] },
    ]);
  });

  it('keeps a fenced block as it stands', () => {
    expect(parseMrkdwn('when\n```\n*a* &lt; b\n```\nthen')).toEqual<Passage[]>([
      { kind: 'paragraph', children: [words('when')] },
      { kind: 'preformatted', text: '*a* < b' },
      { kind: 'paragraph', children: [words('then')] },
    ]);
  });

  it('reads a fence that never closes as words', () => {
    expect(parseMrkdwn('``` open')).toEqual<Passage[]>([
      { kind: 'paragraph', children: [words('``` open')] },
    ]);
  });

  it('shows nothing but emoji in plain text', () => {
    expect(parsePlain('*Acme* :tada:\nok')).toEqual([
      words('*Acme* '),
      { kind: 'emoji', name: 'tada' },
      { kind: 'break' },
      words('ok'),
    ]);
  });
});

describe('whatever a person types', () => {
  it('is shown letter by letter once it is escaped, marks aside', () => {
    const plain = fc.string().filter((text) => !/[*_~`:\n]|https?:/.test(text));
    fc.assert(
      fc.property(plain, (typed) => {
        const shown = parseInline(escapeEntities(typed));
        expect(shown).toEqual(typed === '' ? [] : [words(typed)]);
      }),
    );
  });

  it('loses no letter between marks, however they are strewn', () => {
    const marks = fc.constantFrom('*', '_', '~', '`', '<', '>', '|', ':', '&gt;', '\n', '```', 'é');
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => {
        const shown = JSON.stringify(parseMrkdwn(parts.join('')));
        expect(shown.split('é')).toHaveLength(parts.join('').split('é').length);
      }),
    );
  });
});
