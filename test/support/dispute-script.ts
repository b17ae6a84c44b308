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
  { weight: 5, arbitrary: fc.nat({ max: 2 }) },
);
type Speaker = Party | number;
const aRep = fc.constantFrom('ana', 'bo', 'cy').map(person);
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
  { outcome: { kind: 'transfer', to: person('bo') }, pinUntil: new Date(start.getTime() + 2e9) },
  { outcome: { kind: 'transfer-at', to: person('ana'), on: new Date(start.getTime() + 9e8) } },
  { outcome: { kind: 'hold', until: new Date(start.getTime() + 5e8) } },
  {
    outcome: {
      kind: 'split-credit',
      shares: [
        { role: 'AE', rep: person('ana'), percent: 60 },
        { role: 'AE', rep: person('bo'), percent: 40 },
      ],
    },
  },
];
const ruling = fc.oneof(
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

type Step = { command: Asked; hours: number; setting: Setting };
export type Asked =
  /** Ops give the account to somebody meanwhile. */
  | { kind: 'override'; to: Party }
  | Exclude<DisputeCommand, { kind: 'join' | 'agree' | 'offer' | 'rule' | 'pass-up' }>
  | { kind: 'join'; by: Party; claim: Claim }
  | { kind: 'agree'; by: Speaker; behind: number }
  | { kind: 'offer'; by: Speaker; ruling: Ruling }
  | { kind: 'rule'; by: Speaker; ruling: Ruling; code: string; text: string }
  | { kind: 'pass-up'; by: Speaker; why: string };

const always = <Value>(value: Value) => fc.constant(value);
const command: fc.Arbitrary<Asked> = fc.oneof(
  {
    ...{ weight: 1, arbitrary: fc.record({ kind: always('join' as const), by: someone, claim }) },
  },
  { weight: 1, arbitrary: fc.record({ kind: always('triage' as const), finding }) },
  { weight: 1, arbitrary: fc.record({ kind: always('override' as const), to: someone }) },
  { weight: 4, arbitrary: always({ kind: 'ring' } as const) },
  { weight: 6, arbitrary: fc.record({ kind: always('offer' as const), by: speaker, ruling }) },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: always('agree' as const), by: speaker, behind: fc.constantFrom(0, 0, 0, 1) },
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: always('pass-up' as const), by: speaker, why: always('No.') }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      ...{ kind: always('rule' as const), by: speaker, ruling },
      code: fc.constantFrom('active-work', 'active-work', 'active-work', 'unheard-of'),
      text: fc.constantFrom('Because of the work.', 'Because of the work.', ''),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: always('submit' as const), by: someone, text: always('See.') }),
  },
  { weight: 4, arbitrary: always({ kind: 'apply', grounds: { country: '"DE"' } } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: always('withdraw' as const), by: someone, reason: always('Settled.') },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Asked>(
      { kind: 'merge', into: 'other', number: 7 },
      { kind: 'abandon', reason: 'The account is gone.' },
      { kind: 'move', account: { id: 'survivor', name: 'Survivor' } },
      { kind: 'move', account: { id: 'survivor', name: 'Survivor' }, owner: person('cy') },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: always('appeal' as const), by: someone, text: always('Look again.') },
      link: fc.constantFrom('https://crm.example/1', 'https://crm.example/2'),
      isTaken: fc.constantFrom(false, false, true),
    }),
  },
);
const setting: fc.Arbitrary<Setting> = fc.record({
  away: fc.dictionary(fc.constantFrom('ana', 'bo', 'mia', 'max'), fc.constantFrom('dee', 'bo')),
  left: fc.subarray(['ana', 'bo', 'mia', 'sue', 'olga'], { maxLength: 2 }),
});
export const usual: Setting = { away: {}, left: [] };
const step: fc.Arbitrary<Step> = fc.record({
  ...{ command, hours: fc.constantFrom(0, 0, 0, 0, 1, 3, 30, 80, -1) },
  setting: fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, setting),
});
const policy: fc.Arbitrary<DisputePolicy> = fc
  .record({
    ops: fc.record({ sits: fc.boolean() }),
    manager: fc.record({ needs: fc.constantFrom('both', 'either') }),
    senior: fc.record({ needs: fc.constantFrom('both', 'either') }),
  })
  .map((said) => disputePolicy.parse(said));

export const script = fc.record({
  ...{ policy, by: fc.oneof(aRep, someone), claim, owner: fc.option(aRep, { nil: undefined }) },
  found: finding,
  steps: fc.array(step, { maxLength: 30, size: 'max' }),
});
export type Script = typeof script extends fc.Arbitrary<infer One> ? One : never;
