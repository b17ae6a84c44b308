import { companyDomain } from '../../src/domain/matching/domain-name.ts';
import type { LeadMatch, UnmatchedLead } from '../../src/domain/matching/lead-match.ts';
import { type Dice, dice } from '../../src/sandbox/company/chance.ts';
import type { Company } from '../../src/sandbox/company/company.ts';
import { findMatches } from '../../src/services/lead-matching.ts';
import type { Database } from '../../src/store/database.ts';
import { type Figure, figure, quantile } from '../figure.ts';
import { corruptions } from '../lookup/corruption.ts';
import { type Listed, listedAt } from './corpus.ts';
import { WORKSPACE } from './registry.ts';

/** Somebody who writes in; `from` is the record whose company they work for. */
type Asked = { lead: UnmatchedLead; from?: Listed };
type Way = (record: Listed, dice: Dice) => Asked | undefined;

const SEED = 53;
const WARM_UP = 300;
const MOST_MS = 5;

/** In which of twenty leads somebody comes so. */
const ways: [number, Way][] = [
  [9, (from) => fromDomain(from, '')],
  [2, (from) => fromDomain(from, 'mail.emea.')],
  [2, (from, rolls) => fromDomain(from, '', rolls)],
  [4, (from, rolls) => fromName(from, rolls)],
  [1, () => ({ lead: { email: 'ann@gmail.com' } })],
  [
    2,
    (_, rolls) => ({
      lead: { email: `ann@nobody${rolls.below(1e6)}.com`, company: 'Xyzzyx Qwrtzp' },
    }),
  ],
];

/** Leads one at a time, as they come in, against the whole book on a real PostgreSQL. */
export async function leadFigures(
  { prisma, pool }: Database,
  company: Company,
  count: number,
): Promise<Figure[]> {
  const { rows } = await pool.query<{ id: string; crmId: string }>(
    'SELECT id, crm_id AS "crmId" FROM accounts WHERE workspace_id = $1',
    [WORKSPACE],
  );
  const indexes = new Map(rows.map(({ id, crmId }) => [id, Number(crmId)]));
  const times: number[] = [];
  const outcomes: Outcome[] = [];
  for (const [nth, { lead, from }] of askedLeads(company, count + WARM_UP).entries()) {
    const started = performance.now();
    const [match] = await findMatches(prisma, WORKSPACE, [lead]);
    const ms = performance.now() - started;
    if (nth < WARM_UP || !match) continue;
    times.push(ms);
    outcomes.push(outcomeOf(match, from, (id) => listedAt(company, indexes.get(id) ?? 0)));
  }
  const share = (...kinds: Outcome[]) =>
    (100 * outcomes.filter((one) => kinds.includes(one)).length) / outcomes.length;
  return [
    figure('a lead, median', quantile(times, 0.5), 'ms'),
    figure('a lead, p99', quantile(times, 0.99), 'ms', { atMost: MOST_MS }),
    figure('leads matched to the right account, or rightly to none', share('right'), '%'),
    figure('leads matched to a wrong account', share('wrong'), '%', { atMost: 2 }),
    figure(
      'leads that a person is asked about, the right account among several',
      share('asked'),
      '%',
    ),
    figure('leads matched to none that have an account', share('missed'), '%'),
  ];
}

type Outcome = 'right' | 'wrong' | 'asked' | 'missed';

function outcomeOf(
  match: LeadMatch,
  from: Listed | undefined,
  recordOf: (id: string) => Listed,
): Outcome {
  const isRight = (id: string) => from !== undefined && recordOf(id).entity === from.entity;
  switch (match.verdict) {
    case 'matched':
      return isRight(match.accountId) ? 'right' : 'wrong';
    case 'several':
      return match.considered.some(({ accountId }) => isRight(accountId)) ? 'asked' : 'missed';
    case 'none':
      return from ? 'missed' : 'right';
  }
}

function askedLeads(company: Company, count: number): Asked[] {
  const twenty = ways.flatMap(([share, way]) => Array.from({ length: share }, () => way));
  const leads: Asked[] = [];
  for (let nth = 0; leads.length < count; nth += 1) {
    const rolls = dice(SEED, 'contacts', nth);
    const record = listedAt(company, rolls.below(company.accountCount));
    const asked = twenty[(leads.length * 7) % twenty.length]?.(record, rolls);
    if (asked) leads.push(asked);
  }
  return leads;
}

function fromDomain(from: Listed, host: string, rolls?: Dice): Asked | undefined {
  const [domain] = from.domains;
  if (!domain || !companyDomain(domain)) return undefined;
  const company = rolls && (corruptions['dropped legal form'](from.name) ?? from.name);
  return { lead: { email: `ann@${host}${domain}`, company, country: from.country }, from };
}

function fromName(from: Listed, rolls: Dice): Asked | undefined {
  const ways = ['dropped legal form', 'case', 'one edit'] as const;
  const company = corruptions[rolls.pick(ways)](from.name.trim(), rolls);
  const { country, state, city } = from;
  return company
    ? { lead: { email: 'ann@gmail.com', company, country, state, city }, from }
    : undefined;
}
