import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateView } from '../../src/block-kit/validate.ts';
import { groupMoves, type Move } from '../../src/domain/book.ts';
import type { Health } from '../../src/domain/health.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { aBook } from '../support/builders.ts';
import { anyText, beyond } from '../support/texts.ts';

const noWaiting = { twins: 0, refused: 0, byFlag: [], oldest: [] };
const at = new Date('2026-11-20T10:00:00Z');
const shown = (...args: Parameters<typeof aBook>) => JSON.stringify(homeView(aBook(...args), at));

const aMove = (fields: Partial<Move> = {}): Move => ({
  accountId: 'a',
  account: 'Acme',
  to: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' },
  cause: { kind: 'crm-edit' },
  actor: { kind: 'machine', name: 'sync' },
  crm: 'HubSpot',
  at,
  ...fields,
});

describe('the Home tab', () => {
  it('says which fields of the CRM are out of order', () => {
    const book = { fieldsOutOfOrder: ['health_score', 'tier'] };
    expect(shown(book)).toMatch(/2 fields of the CRM are out of order\*: health_score, tier\./);
    expect(shown({})).not.toContain('out of order');
  });

  it('sums up my book and lists the largest open pipeline', () => {
    expect(shown()).toContain(
      '<@U0ANA> in Enterprise West holds *132 accounts* with 14 open deals worth $2.4M',
    );
    expect(shown()).toContain('*Acme*\\n2 deals · $900K');
  });

  it('tells me whom I answer for while they are away', () => {
    const covering = [{ person: { id: 'r2', name: 'Bo Lind' }, until: at, accounts: 40 }];
    expect(shown({ covering })).toMatch(/You answer for Bo Lind \(40 accounts\) until/);
  });

  it('shows a manager everybody on the team', () => {
    const person = { id: 'r2', name: 'Bo Lind' };
    const team = [{ person, accounts: 40, total: 1000, presence: { kind: 'here' as const } }];
    expect(shown({ team })).toContain('*Loads of my team*\\nBo Lind 40 accounts, $1K open');
    expect(shown({ team })).toMatch(/Look at a book.*Bo Lind.*r2:biggest:0.*40 accounts/);
    const { rep } = aBook();
    expect(rep && shown({ team, rep: { ...rep, role: 'manager' }, accounts: 0, top: [] })).toMatch(
      /"My team".*Your team of 1 holds \*40 accounts\*, with \$1K open/,
    );
  });

  it('says how full everybody is, and who is away', () => {
    const person = { id: 'r2', name: 'Bo Lind' };
    const line = { person, accounts: 50, capacity: 50, total: 1000 };
    const away = { kind: 'away', until: at, reason: '' } as const;
    expect(shown({ team: [{ ...line, presence: away }] })).toMatch(
      /Bo Lind 50 of 50 accounts, \$1K open · \*full\* · away until/,
    );
    const { rep } = aBook();
    expect(rep && shown({ rep: { ...rep, capacity: 150 } })).toContain(
      'holds *132 accounts* of at most 150 with',
    );
  });

  it('tells a rep what waits that would come to them or go from them', () => {
    const flags = [{ kind: 'no-match' } as const];
    const elm = { proposalId: 'p', kind: 'account' as const, name: 'Elm', flags, since: at };
    const concerning = { total: 2, lines: [elm] };
    expect(shown({ concerning })).toMatch(/2 decisions wait.*\*Elm\* nobody → .*… and 1 more/);
    const { rep } = aBook();
    expect(rep && shown({ concerning, rep: { ...rep, role: 'manager' } })).not.toContain('Elm');
  });

  it('lists the open disputes that concern me, each a click away', () => {
    const by = { id: 'r2', name: 'Bo Lind' };
    const disputes = [
      {
        ...{
          id: 'd1',
          number: 7,
          account: { id: 'a', name: 'Acme' },
          by,
          claim: 'owner-wrong' as const,
        },
        ...{ status: 'peers' as const, dueAt: at, raisedAt: at, movedAt: at },
      },
    ];
    expect(shown({ disputes })).toMatch(
      /My disputes.*\*Dispute 7\* · \*Acme\*.*Bo Lind.*before both sides until/,
    );
    expect(shown({ disputes })).toContain('"value":"d1"');
    expect(shown({})).not.toContain('My disputes');
  });

  it('says how many are past their time, and when each is due', () => {
    const flags = [{ kind: 'no-match' } as const];
    const line = { proposalId: 'p', kind: 'account' as const, name: 'Elm', flags, since: at };
    const waiting = { ...noWaiting, total: 2, oldest: [{ ...line, dueAt: at }] };
    expect(shown({ waiting, overdue: 1 })).toMatch(/1 past its time.*, due .*2026-11-20 10:00/);
    expect(shown({ waiting, overdue: 0 })).not.toContain('past');
  });

  it('tells ops how the registry is', () => {
    const { rep } = aBook();
    const ops = (health: Health) =>
      rep && shown({ rep: { ...rep, role: 'ops' }, accounts: 0, top: [], health });
    const well: Health = {
      sync: {
        askedAt: at,
        toldAt: at,
        ...{ unread: [], pauses: [], found: 12, waiting: 0, stuck: 0 },
      },
      tasks: { due: 0, retrying: 0, dead: 0 },
      rules: {
        number: 3,
        name: 'Routing 2026',
        publishedAt: at,
        by: { kind: 'operator', name: 'Dana' },
      },
      records: { accounts: 5000, leads: 900, at },
      audit: { at, lines: 12_345, breaks: [] },
    };
    expect(ops(well)).toMatch(
      /The registry.*Health of the registry.*Asked last .*, and it told last .* Asking has brought 12 changes of which it had not told\..*Nothing waits to be done\..*Version 3 “Routing 2026”, published .* by Dana\..*5,000 accounts and 900 leads.*12,345 lines, followed .*: unbroken/,
    );
    expect(ops(well)).not.toContain('warning');
    const ill = ops({
      sync: {
        askedAt: new Date('2026-11-20T09:00:00Z'),
        ...{ unread: [], pauses: [] },
        found: 0,
        waiting: 7,
        stuck: 2,
      },
      tasks: { due: 4, retrying: 3, dead: 1 },
      import: { step: 'accounts', startedAt: at, problem: 'HubSpot says no' },
      audit: { at, lines: 9, breaks: [{ kind: 'changed', seq: 3 }] },
    });
    for (const words of [
      ...[/The CRM was asked last .*is a worker running\?; 7 changes to be read/],
      ...[/2 changes of the CRM could not be read/, /4 effects to be done, 3 to be tried again/],
      ...[/1 effect was given up/, /No rules are published/],
      ...[/Import.* accounts\.\\n:warning: \*It stands still\*: HubSpot says no/],
      ...[/The log was tampered with/],
    ]) {
      expect(ill).toMatch(words);
    }
    const askedAt = new Date('2026-11-20T09:00:00Z');
    const unread = [{ kind: 'lead' as const, since: askedAt, problem: 'HubSpot forbids it.' }];
    const shutOut = ops({
      ...well,
      sync: { askedAt, unread, pauses: [], found: 0, waiting: 0, stuck: 0 },
    });
    expect(shutOut).toMatch(/The CRM does not serve.*Leads cannot be read.*: HubSpot forbids it\./);
    expect(shutOut).not.toContain('is a worker running');
    const pause = { kind: 'account' as const, since: askedAt, until: at, tries: 2, waiting: 3 };
    const pauses = [{ ...pause, problem: 'It forbids companies to be written.' }];
    expect(ops({ ...well, sync: { ...well.sync, pauses } })).toMatch(
      /takes no new owners at present\*.*\*3 owners of accounts\*: It forbids companies to be written\. Next try/,
    );
    expect(
      ops({ ...well, sync: { unread: [], pauses: [], found: 0, waiting: 0, stuck: 0 } }),
    ).toContain('Nothing was imported yet');
  });

  it('greets people who hold no accounts with what moved', () => {
    expect(shown({ rep: undefined, accounts: 0, top: [] })).toContain('You hold no accounts here');
  });

  it('tells many moves of a day and a cause in one line, and few one by one', () => {
    const cause = { kind: 'routing', ruleSet: 1, rule: 'West' } as const;
    const routed = ['Ash', 'Elm', 'Fir', 'Oak', 'Yew'].map((account) => aMove({ account, cause }));
    const edited = aMove({ account: 'Larch', from: { id: 'r2', name: 'Bo Lind' } });
    const moves = groupMoves([edited, ...routed]);
    expect(moves.map((group) => group.moves.length)).toEqual([1, 5]);
    const text = shown({ moves });
    expect(text).toContain('*Larch* Bo Lind → <@U0ANA>');
    expect(text).toMatch(
      /\*Ash\*, \*Elm\*, \*Fir\* and 2 more \(nobody’s before\) → <@U0ANA>.*the rules decided so/,
    );
  });

  it('never tells in one line what different people did, or what different people had', () => {
    const by = (name: string, from: string, accounts: string[]) =>
      accounts.map((account) =>
        aMove({
          ...{ account, cause: { kind: 'handover', from } },
          from: { id: from, name: from },
          actor: { kind: 'rep', id: name, name },
        }),
      );
    const trees = ['Ash', 'Elm', 'Fir', 'Oak'];
    const moves = groupMoves([...by('Tyler', 'Malik', ['Acme']), ...by('Tyler', 'Renee', trees)]);
    const text = shown({ moves });
    expect(text).toMatch(/\*Acme\* Malik → <@U0ANA>.*Tyler handed it over/);
    expect(text).toMatch(
      /\*Ash\*, \*Elm\*, \*Fir\* and 1 more → <@U0ANA>.*Tyler handed over what Renee had/,
    );
    const others = [...by('Tyler', 'Renee', trees.slice(2)), ...by('Mia', 'Renee', trees)];
    expect(groupMoves(others).map((group) => group.moves.length)).toEqual([1, 1, 4]);
  });

  it('says how many decisions wait and why, and opens the oldest', () => {
    const name = 'Elm Foods';
    const flags = [{ kind: 'high-value', attribute: 'revenue', value: 2e9, limit: 1e9 } as const];
    const oldest = [
      { proposalId: 'p1', kind: 'account' as const, name, flags, since: at },
      { proposalId: 'p2', kind: 'lead' as const, name: 'Jo', flags, since: at },
    ];
    const byFlag = [{ kind: 'high-value' as const, decisions: 2 }];
    const text = shown({ waiting: { total: 2, twins: 0, refused: 0, byFlag, oldest } });
    expect(text).toMatch(/2 decisions wait for a person.*• 2 for their size/);
    expect(text).toMatch(/\*Elm Foods\*.*proposal:open.*\*Jo\*.*a lead/);
    expect(text).not.toContain('several reasons');
    const twice = [...byFlag, { kind: 'no-match' as const, decisions: 1 }];
    expect(shown({ waiting: { total: 2, twins: 0, refused: 0, byFlag: twice, oldest } })).toContain(
      'Some wait for several reasons.',
    );
    expect(shown({ waiting: { total: 0, twins: 0, refused: 6, byFlag: [], oldest: [] } })).toMatch(
      /6 new owners were refused by the CRM.*refused:look/,
    );
    const pairs = shown({ waiting: { total: 0, twins: 2, refused: 0, byFlag: [], oldest: [] } });
    expect(pairs).toMatch(/2 pairs of records look like one company each.*twins:list/);
    expect(
      shown({ waiting: { total: 0, twins: 0, refused: 0, byFlag: [], oldest: [] } }),
    ).toContain('No decision waits for you.');
  });

  it('is taken by Slack whatever it holds', () => {
    const text = anyText(600);
    fc.assert(
      fc.property(text, text, (name, account) => {
        const person = { id: 'r', name };
        const book = aBook({
          top: Array.from({ length: 12 }, (_, nth) => ({
            accountId: `${nth}`,
            name: account,
            deals: 1,
            total: 1,
          })),
          covering: Array(60).fill({ person, until: at, accounts: 1 }),
          team: Array.from({ length: 120 }, (_, nth) => ({
            ...{ person: { ...person, id: `r${nth}` }, accounts: 1, total: 1 },
            presence: { kind: 'here' as const },
          })),
          moves: Array(10).fill({ moves: Array(9).fill(aMove({ account, to: person })) }),
          waiting: {
            ...{ total: 9, twins: 3, refused: 0 },
            byFlag: [{ kind: 'no-match', decisions: 9 }],
            oldest: Array.from({ length: 5 }, (_, nth) => ({
              ...{ proposalId: `w${nth}`, kind: 'account' as const, name: account, since: at },
              flags: [{ kind: 'no-match' }],
            })),
          },
        });
        const problems = validateView(homeView(book, at));
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
