import { describe, expect, it } from 'vitest';
import { type NoticeRoute, noticeRoute, noticesOf, type Told } from '../../src/domain/notice.ts';

const at = new Date('2026-11-20T10:20:00Z');
const ana = { id: 'r1', name: 'Ana', slackUserId: 'U0ANA', hasLeft: false, channel: 'C0WEST' };
const bo = { id: 'r2', name: 'Bo', slackUserId: 'U0BO', hasLeft: false, channel: 'C0EAST' };
const told = (fields: Partial<Told> = {}): Told => ({
  ...{
    id: 'c1',
    kind: 'account',
    cause: { kind: 'routing', ruleSet: 1, rule: 'West' },
    from: ana,
    to: bo,
  },
  actor: { kind: 'machine', name: 'Cadastre' },
  ...fields,
});
const route = (fields: Partial<Record<keyof NoticeRoute, unknown>>) => noticeRoute.parse(fields);
const heard = (change: Told, ...routes: NoticeRoute[]) =>
  noticesOf(change, routes, at).map(({ audience, place }) => `${audience} ${place}`);

describe('a change of owner', () => {
  it('is heard of by both owners and both teams, where nothing else is said', () => {
    const everybody = ['owner U0BO', 'former-owner U0ANA', 'team C0WEST', 'team C0EAST'];
    expect(heard(told())).toEqual(everybody);
  });

  it('is heard of once in a channel of both', () => {
    const east = { ...ana, channel: 'C0EAST' };
    expect(heard(told({ from: east })).filter((one) => one.startsWith('team'))).toEqual([
      'team C0EAST',
    ]);
  });

  it('is not told to whoever did it, nor to whoever has left, nor of an import', () => {
    expect(heard(told({ actor: { kind: 'rep', id: 'r2', name: 'Bo' } }))).not.toContain(
      'owner U0BO',
    );
    expect(heard(told({ from: { ...ana, hasLeft: true } }))).not.toContain('former-owner U0ANA');
    expect(heard(told({ cause: { kind: 'import' } }))).toEqual([]);
    const follow = { kind: 'follow', account: 'Acme', changeId: 'c0' } as const;
    expect(heard(told({ cause: follow }))).toEqual([]);
  });

  it('is heard of by further audiences where the workspace says so, of their causes and territories', () => {
    const finance = route({ audience: 'finance', to: 'C0FIN', causes: ['dispute', 'approval'] });
    const care = route({ audience: 'customer-success', to: 'C0CS', territories: ['emea'] });
    expect(heard(told(), finance, care)).not.toContain('finance C0FIN');
    const approved = told({ cause: { kind: 'approval', proposalId: 'p' }, territory: 'emea' });
    expect(heard(approved, finance, care)).toEqual(
      expect.arrayContaining(['finance C0FIN', 'customer-success C0CS']),
    );
  });

  it('of a lead is heard of by those whom customers concern only where they ask for it', () => {
    const audience = 'finance' as const;
    const lead = told({ kind: 'lead' });
    const both = route({ audience, to: 'C0FIN', subjects: ['account', 'lead'] });
    expect(heard(lead, route({ audience, to: 'C0FIN' }))).not.toContain('finance C0FIN');
    expect(heard(lead, both)).toContain('finance C0FIN');
    expect(heard(lead)).toContain('owner U0BO');
    expect(heard(lead, route({ audience: 'owner', subjects: ['account'] }))).not.toContain(
      'owner U0BO',
    );
  });

  it('is not heard of by an audience that is switched off', () => {
    const off = route({ audience: 'team', when: 'off' });
    expect(heard(told(), off)).toEqual(['owner U0BO', 'former-owner U0ANA']);
  });

  it.each([
    ['now', '2026-11-20T10:20:05.000Z', 'UTC'],
    ['hourly', '2026-11-20T11:00:00.000Z', 'UTC'],
    ['daily', '2026-11-21T09:00:00.000Z', 'UTC'],
    ['daily', '2026-11-20T14:00:00.000Z', 'America/New_York'],
    ['daily', '2026-11-21T08:00:00.000Z', 'Europe/Berlin'],
  ])('is told %s, at %s for %s', (when, due, timeZone) => {
    const [notice] = noticesOf(
      told(),
      [route({ audience: 'finance', to: 'C0FIN', when, timeZone })],
      at,
    );
    expect(notice?.dueAt.toISOString()).toBe(due);
  });
});
