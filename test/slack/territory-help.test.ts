import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import { type Refusal, wordRefusal } from '../../src/domain/refusal.ts';
import { type Role, roles } from '../../src/domain/roster.ts';
import { draftOf, parseTerritory } from '../../src/slack/territory-command.ts';
import { territoryHelp, unknownWord } from '../../src/slack/views/territory-help.ts';

describe('/territory', () => {
  it.each([
    ['', { kind: 'help' }],
    ['  HELP ', { kind: 'help' }],
    ['rules', { kind: 'rules', asked: '' }],
    ['rules  new York ', { kind: 'rules', asked: 'new York' }],
    ['test https://acme.com', { kind: 'test', asked: 'https://acme.com' }],
    ['simulate now', { kind: 'simulate' }],
    ['rule', { kind: 'rules', asked: '' }],
    ['ruls', { kind: 'unknown', word: 'ruls', nearest: 'rules' }],
    ['simulat', { kind: 'unknown', word: 'simulat', nearest: 'simulate' }],
    ['acme', { kind: 'unknown', word: 'acme' }],
    ['&lt;script&gt;', { kind: 'unknown', word: '<script>' }],
    ['rules R&amp;D', { kind: 'rules', asked: 'R&D' }],
    ['help me', { kind: 'help' }],
    ['“Approval”', { kind: 'approvals' }],
    ['book', { kind: 'book', asked: '' }],
    ['Book of <@U1ADA|ada>', { kind: 'book', asked: '<@U1ADA|ada>' }],
    ['books <mailto:bo@x.example|bo@x.example>', { kind: 'book', asked: 'bo@x.example' }],
    ['test <http://acme.com|acme.com>', { kind: 'test', asked: 'acme.com' }],
    ['pin acme until 2027-01-31', { kind: 'pin', asked: 'acme until 2027-01-31' }],
    ['handover <@U1|ana>', { kind: 'handover', from: '<@U1|ana>' }],
    ['hand over <@U1> to <@U2|bo>', { kind: 'handover', from: '<@U1>', to: '<@U2|bo>' }],
    ['Hand-over <@U1> <@U2>', { kind: 'handover', from: '<@U1>', to: '<@U2>' }],
    ['handoff from Ana Ruiz to Bo Lind', { kind: 'handover', from: 'Ana Ruiz', to: 'Bo Lind' }],
    ['handover to @bo from @ana', { kind: 'handover', from: '@ana', to: '@bo' }],
    ['handover the book of ana -> bo', { kind: 'handover', from: 'ana', to: 'bo' }],
    ['handover "Ana Ruiz" “Bo Lind”', { kind: 'handover', from: '"Ana Ruiz"', to: '“Bo Lind”' }],
    [
      'handover ana@x.example, bo@x.example',
      { kind: 'handover', from: 'ana@x.example', to: 'bo@x.example' },
    ],
    ['handover Ana Ruiz', { kind: 'handover', from: 'Ana Ruiz' }],
    ['handover ana’s book by the rules', { kind: 'handover', from: 'ana' }],
    ['handover @ana to the rules', { kind: 'handover', from: '@ana' }],
    ['constructor', { kind: 'unknown', word: 'constructor' }],
  ])('understands “%s”', (typed, asked) => {
    expect(parseTerritory(typed)).toEqual(asked);
  });

  it.each([
    ['in renewal until 2027-02-01', { reason: 'in renewal', until: '2027-02-01' }],
    ['because R&amp;D asks', { reason: 'R&D asks' }],
    [', until they sign', { reason: 'until they sign' }],
    ['until 2027-02-99', { reason: '' }],
    ['', { reason: '' }],
  ])('reads why and until when an account is pinned: “%s”', (typed, draft) => {
    expect(draftOf(typed)).toEqual(draft);
  });

  it('asks whose book is to be handed over', () => {
    expect(() => parseTerritory('handover')).toThrow('nobody-named');
    expect(() => parseTerritory('handover by the rules')).toThrow('nobody-named');
  });

  it.each(['test', 'claim', 'pin', 'unpin', 'audit'])(
    '%s without an account says how to name one',
    (verb) => {
      const sentence = `Name an account: \`/territory ${verb} acme\``;
      try {
        parseTerritory(`${verb}  `);
        expect.unreachable();
      } catch (error) {
        expect(wordRefusal((error as Refusal).reason)).toContain(sentence);
      }
    },
  );

  it('shows what was typed as it was typed', () => {
    const picture = JSON.stringify(unknownWord({ word: '<script>' }).blocks);
    expect(picture).toContain('&lt;script&gt;');
    expect(picture).not.toContain('&amp;');
  });

  it('lets no word that was typed break out of its place', () => {
    expect(validateMessage(unknownWord({ word: `<!channel>*${'x'.repeat(9000)}` }))).toEqual([]);
    expect(JSON.stringify(unknownWord({ word: '<!channel>' }).blocks)).not.toContain('<!channel>');
    for (const role of [undefined, ...roles]) {
      expect(validateMessage(territoryHelp(role))).toEqual([]);
    }
  });

  it('helps with what the person may do, and says who may do more', () => {
    const forRole = (role?: Role) => JSON.stringify(territoryHelp(role).blocks);
    expect(forRole('rep')).toMatch(/territory book.*territory claim.*Managers, ops and admins may/);
    expect(forRole('rep')).not.toMatch(/approvals|simulate|fields/);
    expect(forRole('manager')).toMatch(/approvals.*simulate.*You decide for your own people/);
    expect(forRole('manager')).not.toMatch(/fields|duplicates/);
    expect(forRole('ops')).toMatch(/approvals.*duplicates.*fields.*You decide everywhere/);
    expect(forRole()).toMatch(/You are not in the roster/);
  });
});
