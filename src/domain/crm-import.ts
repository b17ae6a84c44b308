import { z } from 'zod';

/** In the order in which they are done. Routing comes last, when deals and families say what belongs together. */
export const importSteps = [
  'owners',
  'accounts',
  'families',
  'deals',
  'leads',
  'statistics',
  'account-routing',
  'lead-routing',
] as const;
export type ImportStep = (typeof importSteps)[number];

const number = z.number().default(0);
export const importCounts = z.object({
  ...{ owners: number, accounts: number, deals: number, leads: number },
  ...{ links: number, linked: number },
  ...{ accountArrivals: number, accountsRouted: number, leadArrivals: number, leadsRouted: number },
  ...{ assigned: number, stays: number, pending: number },
  /** Left out: what could not be read, deals of no account of ours, parents that are no account of ours. */
  ...{ unread: number, strayDeals: number, strayParents: number },
});
export type ImportCounts = z.infer<typeof importCounts>;

/** About how many there are. */
export const expectedCounts = z
  .object({ accounts: z.number(), deals: z.number(), leads: z.number() })
  .partial();
export type ExpectedCounts = z.infer<typeof expectedCounts>;

/** How the registry stands once all is in. */
export const importOutcome = z.object({
  unowned: z.number(),
  waiting: z.number(),
  rules: z.enum(['published', 'none']),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export type ImportState =
  | { status: 'running'; step: ImportStep; place?: string; problem?: string }
  | { status: 'done'; at: Date; outcome: ImportOutcome };

/** The import of a CRM, as its row says. */
export type CrmImport = {
  id: string;
  /** How often it has moved on. */
  moves: number;
  startedAt: Date;
  /** The last sign of life of whoever is at it. */
  aliveAt: Date;
  counts: ImportCounts;
  expected: ExpectedCounts;
  state: ImportState;
};

/** Undefined after the last one. */
export function stepAfter(step: ImportStep): ImportStep | undefined {
  return importSteps[importSteps.indexOf(step) + 1];
}

/** How far a step has come; `about` where the CRM’s count of its records is all that is known. */
export type Stand = { count: number; of?: { total: number; sure: 'known' | 'about' } };

export function standOf({ counts, expected }: CrmImport, step: ImportStep): Stand {
  switch (step) {
    case 'owners':
      return { count: counts.owners };
    case 'accounts':
    case 'deals':
    case 'leads':
      return ofAbout(counts[step], expected[step]);
    case 'families':
      return { count: counts.linked, of: { total: counts.links, sure: 'known' } };
    case 'statistics':
      return { count: 0 };
    case 'account-routing':
      return { count: counts.accountsRouted, of: { total: counts.accountArrivals, sure: 'known' } };
    case 'lead-routing':
      return { count: counts.leadsRouted, of: { total: counts.leadArrivals, sure: 'known' } };
  }
}

/** What was estimated at the start may have been overtaken since. */
function ofAbout(count: number, total: number | undefined): Stand {
  return total === undefined
    ? { count }
    : { count, of: { total: Math.max(total, count), sure: 'about' } };
}

const figures = new Intl.NumberFormat('en');
const counted = (number: number, one: string, many: string) =>
  `${figures.format(number)} ${number === 1 ? one : many}`;

/** “41,200 accounts”. */
export function wordStand(step: ImportStep, { count }: Stand): string {
  switch (step) {
    case 'owners':
      return counted(count, 'owner', 'owners');
    case 'accounts':
      return counted(count, 'account', 'accounts');
    case 'families':
      return `${counted(count, 'parent', 'parents')} linked`;
    case 'deals':
      return counted(count, 'deal', 'deals');
    case 'leads':
      return counted(count, 'lead', 'leads');
    case 'statistics':
      return 'the statistics of the look-up';
    case 'account-routing':
      return `${counted(count, 'account', 'accounts')} routed`;
    case 'lead-routing':
      return `${counted(count, 'lead', 'leads')} routed`;
  }
}

/** How far it has come: “41,200 accounts”. */
export function wordPlace(now: CrmImport): string {
  const { state } = now;
  return state.status === 'done' ? 'its end' : wordStand(state.step, standOf(now, state.step));
}

/** What the registry does without, a phrase each. */
export function leftOutOf({ unread, strayDeals, strayParents }: ImportCounts): string[] {
  const parts: [number, string, string][] = [
    [
      unread,
      'record that could not be read (the log names it)',
      'records that could not be read (the log names them)',
    ],
    [strayDeals, 'deal of no account here', 'deals of no account here'],
    [strayParents, 'parent that is no account here', 'parents that are no accounts here'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => counted(count, one, many));
}

export type NextDeed =
  | { kind: 'publish-rules' }
  | { kind: 'route'; accounts: number }
  | { kind: 'decide'; decisions: number }
  | { kind: 'look-at-quality' };

/** What to do once all is in: without rules nothing can be routed, and what waits for a person does so for a reason. */
export function nextDeeds({ unowned, waiting, rules }: ImportOutcome): NextDeed[] {
  const deeds: NextDeed[] = [];
  if (rules === 'none') deeds.push({ kind: 'publish-rules' });
  if (unowned > waiting) deeds.push({ kind: 'route', accounts: unowned });
  if (waiting > 0) deeds.push({ kind: 'decide', decisions: waiting });
  deeds.push({ kind: 'look-at-quality' });
  return deeds;
}
