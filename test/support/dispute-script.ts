import fc from 'fast-check';
import type { Colleague } from '../../src/domain/dispute-bench.ts';
import type { Claim, Party } from '../../src/domain/dispute-claim.ts';
import type { DisputeCommand } from '../../src/domain/dispute-command.ts';
import type { Finding } from '../../src/domain/dispute-event.ts';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { type DisputePolicy, disputePolicy } from '../../src/domain/dispute-policy.ts';

export const HOUR = 3_600_000;
export const start = new Date('2026-11-20T10:00:00Z');

/** Ana and Cy are Mia's, Bo is Max's, Sue stands above both; Olga is ops. Dee stands in for whoever is away. */
const managers: Record<string, string | undefined> = {
  ...{ ana: 'mia', cy: 'mia', bo: 'max', dee: 'mia', mia: 'sue', max: 'sue', sue: undefined },
  olga: undefined,
};
const names = Object.keys(managers);
export const person = (id: string): Party => ({ id, name: id.toUpperCase() });
const office = {
  timeZone: 'Europe/Berlin',
  hours: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '09:00', until: '17:00' }]]),
  ),
  holidayRegion: 'DE-BY',
  absences: [],
};

type Away = Record<string, string | undefined>;
export type Setting = { away: Away; left: string[] };

export function rosterOf({ away, left }: Setting): Map<string, Colleague> {
  return new Map(
    names.map((id) => {
      const managerId = managers[id];
      const standInId = away[id];
      const one: Colleague = {
        ...person(id),
        ...{ calendar: office, isOps: id === 'olga', hasLeft: left.includes(id) },
        ...(managerId && { managerId }),
        ...(standInId && { standInId }),
      };
      return [id, one];
    }),
  );
}

const someone = fc.constantFrom(...names).map(person);
/** Anybody, but mostly whoever sits on the rung: the nth of them. */
const speaker = fc.oneof(
  { weight: 1, arbitrary: someone },
  { weight: 9, arbitrary: fc.constantFrom(0, 0, 0, 1, 1, 1, 2) },
);
type Speaker = Party | number;
/** Anybody, or the nth of the sides. */
const aSide = fc.oneof(someone, fc.nat({ max: 3 }));
type Side = Party | number;
const aRep = fc.constantFrom('ana', 'ana', 'ana', 'bo', 'cy').map(person);
const rival = fc.constantFrom('bo', 'cy').map(person);
const claim: fc.Arbitrary<Claim> = fc.record(
  {
    kind: fc.constantFrom('owner-wrong', 'family', 'credit'),
    wish: fc.constant('It is mine.'),
    reason: fc.constant('I called first.'),
    links: fc.constant(['https://crm.example/1']),
    wanted: aRep,
  },
  { requiredKeys: ['kind', 'wish', 'reason', 'links'] },
);
const day = fc
  .integer({ min: -5, max: 200 })
  .map((days) => new Date(start.getTime() + days * 24 * HOUR));
const percent = fc.constantFrom(10, 30, 33.33, 33.34, 40, 50, 60, 70, 100);
const anyRuling: fc.Arbitrary<Ruling> = fc.record(
  {
    outcome: fc.oneof(
      fc.constant({ kind: 'keep' } as const),
      fc.constant({ kind: 're-route' } as const),
      fc.record({ kind: fc.constant('transfer' as const), to: someone }),
      fc.record({ kind: fc.constant('transfer-at' as const), to: aRep, on: day }),
      fc.record({ kind: fc.constant('hold' as const), until: day }),
      fc.record({
        kind: fc.constant('split-credit' as const),
        shares: fc.array(fc.record({ role: fc.constantFrom('AE', 'SDR'), rep: someone, percent }), {
          maxLength: 4,
        }),
      }),
    ),
    holdover: fc.record({
      ...{
        deals: fc.constant('all' as const),
        until: day,
        fallback: fc.constant('follow' as const),
      },
    }),
    pinUntil: day,
  },
  { requiredKeys: ['outcome'] },
);
/** Few that make sense, so that two say the same now and then. */
const sound: Ruling[] = [
  { outcome: { kind: 'keep' } },
  { outcome: { kind: 'keep-alone' } },
  { outcome: { kind: 'transfer', to: person('bo') }, pinUntil: new Date(start.getTime() + 2e9) },
  { outcome: { kind: 'transfer-at', to: person('ana'), on: new Date(start.getTime() + 9e8) } },
  { outcome: { kind: 'hold', until: new Date(start.getTime() + 5e8) } },
  { outcome: { kind: 'hold', until: new Date(start.getTime() + 3e8) } },
  {
    outcome: {
      kind: 'split-credit',
      shares: [
        { role: 'AE', rep: person('ana'), percent: 60 },
        { role: 'AE', rep: person('bo'), percent: 40 },
      ],
    },
  },
  { outcome: { kind: 're-route' } },
  { outcome: { kind: 'shared-cover', with: person('cy'), role: 'SDR' } },
  { outcome: { kind: 'family-owner', to: person('ana') } },
  { outcome: { kind: 'fix-data', attribute: 'country', value: 'AT' } },
  { outcome: { kind: 'merge', other: { id: 'twin', name: 'Twin' } } },
];
const ruling = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...sound.slice(0, 3)) },
  { weight: 4, arbitrary: fc.constantFrom(...sound) },
  { weight: 1, arbitrary: anyRuling },
);
const finding: fc.Arbitrary<Finding> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'for-people' } as const) },
  fc.constant({
    ...{ kind: 'data-wrong', attribute: 'country', was: 'DE', is: 'AT', source: 'registry' },
  } as const),
  fc.constant({
    ...{ kind: 'in-band', attribute: 'employees', value: 95, line: 100, percent: 20 },
  } as const),
);

type Step = { command: Asked; hours: number; setting: Setting | null };
export type Asked =
  /** Ops give the account to somebody meanwhile. */
  | { kind: 'override'; to: Party }
  | Exclude<
      DisputeCommand,
      { kind: 'join' | 'agree' | 'offer' | 'rule' | 'second' | 'pass-up' | 'withdraw' | 'appeal' }
    >
  /** `voter`: whoever has just decided. */
  | { kind: 'join'; by: Party | 'voter'; claim: Claim }
  | { kind: 'withdraw'; by: Side; reason: string }
  | { kind: 'appeal'; by: Side; text: string; link: string; isTaken: boolean }
  | { kind: 'second'; by: Speaker; behind: number }
  | { kind: 'agree'; by: Speaker; behind: number }
  | { kind: 'offer'; by: Speaker; ruling: Ruling }
  | { kind: 'rule'; by: Speaker; ruling: Ruling; code: string; text: string }
  | { kind: 'pass-up'; by: Speaker; why: string };

const always = <Value>(value: Value) => fc.constant(value);
function often<One extends Asked>(
  weight: number,
  of: { [Key in keyof One]: fc.Arbitrary<One[Key]> },
) {
  return { weight, arbitrary: fc.record(of) as unknown as fc.Arbitrary<Asked> };
}
/** Each of them so many times as often as the rarest. */
const command: fc.Arbitrary<Asked> = fc.oneof(
  ...[
    often(3, {
      ...{ kind: always('join' as const), claim },
      by: fc.oneof(someone, always('voter' as const), always('voter' as const)),
    }),
    often(1, { kind: always('triage' as const), finding }),
    often(2, { kind: always('override' as const), to: someone }),
    often(4, { kind: always('ring' as const) }),
    often(6, { kind: always('offer' as const), by: speaker, ruling }),
    often(8, { kind: always('agree' as const), by: speaker, behind: fc.constantFrom(0, 0, 0, 1) }),
    often(1, { kind: always('pass-up' as const), by: speaker, why: always('No.') }),
    often(12, {
      ...{ kind: always('rule' as const), by: speaker, ruling },
      code: fc.constantFrom('active-work', 'active-work', 'active-work', 'unheard-of'),
      text: fc.constantFrom('Because of the work.', 'Because of the work.', ''),
    }),
    often(8, { kind: always('second' as const), by: speaker, behind: fc.constantFrom(0, 0, 0, 1) }),
    often(2, { kind: always('submit' as const), by: someone, text: always('See.') }),
    often(4, { kind: always('apply' as const), grounds: always({ country: '"DE"' }) }),
    often(2, { kind: always('reopen' as const), why: always('Bo has left.') }),
    often(2, { kind: always('withdraw' as const), by: aSide, reason: always('Settled.') }),
    often(9, {
      ...{ kind: always('appeal' as const), by: aSide, text: always('Look again.') },
      link: fc.constantFrom(...['1', '2', '2', '2'].map((nth) => `https://crm.example/${nth}`)),
      isTaken: fc.constantFrom(false, false, false, false, false, true),
    }),
  ],
  {
    weight: 1,
    arbitrary: fc.constantFrom<Asked>(
      { kind: 'merge', into: 'other', number: 2 },
      { kind: 'abandon', reason: 'The account is gone.' },
      { kind: 'move', account: { id: 'survivor', name: 'Survivor' } },
      { kind: 'move', account: { id: 'survivor', name: 'Survivor' }, owner: person('cy') },
    ),
  },
);
const setting: fc.Arbitrary<Setting> = fc.record({
  away: fc.dictionary(fc.constantFrom('ana', 'bo', 'mia', 'max'), fc.constantFrom('dee', 'bo')),
  left: fc.subarray(['ana', 'bo', 'mia', 'sue', 'olga'], { maxLength: 2 }),
});
export const usual: Setting = { away: {}, left: [] };
const step: fc.Arbitrary<Step> = fc.record({
  ...{ command, hours: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 30, 80, -1) },
  setting: fc.option(setting, { freq: 3 }),
});
const policy: fc.Arbitrary<DisputePolicy> = fc
  .record({
    ops: fc.record({ sits: fc.boolean() }),
    manager: fc.record({ needs: fc.constantFrom('both', 'both', 'either') }),
    senior: fc.record({ needs: fc.constantFrom('both', 'either') }),
  })
  .map((said) => disputePolicy.parse(said));

/** Where a story begins: as it is filed, or before people, or once it is closed. */
const beginnings = [
  ...(['filed', 'peers', 'peers', 'peers', 'manager', 'manager', 'manager'] as const),
  ...(['senior', 'ops', 'closed'] as const),
];

export const script = fc.record({
  ...{
    policy,
    by: fc.oneof(rival, rival, someone),
    claim,
    owner: fc.option(aRep, { nil: undefined }),
  },
  ...{ found: finding, from: fc.constantFrom(...beginnings) },
  /** How it is, where a step does not say otherwise. */
  always: fc.oneof({ weight: 2, arbitrary: always(usual) }, setting),
  steps: fc.array(step, { minLength: 12, maxLength: 40, size: 'max' }),
});
export type Script = typeof script extends fc.Arbitrary<infer One> ? One : never;
