import type { Course } from '../../src/domain/approval-course.ts';
import type { Book } from '../../src/domain/book.ts';
import type { Handover } from '../../src/domain/handover.ts';
import type { OwnerCard } from '../../src/domain/owner-card.ts';
import type { Proposal } from '../../src/domain/proposal.ts';
import type { RefusedWrite } from '../../src/domain/refused-write.ts';
import type { Twin, Twins } from '../../src/domain/twins.ts';

/** A card with everything on it; a test names only what it is about. */
export function anOwnerCard(fields: Partial<OwnerCard> = {}): OwnerCard {
  return {
    account: {
      id: '0a8f2b34-0000-4000-8000-000000000001',
      name: 'Acme Corporation',
      crmId: '5001',
      crm: { name: 'HubSpot', url: 'https://app.hubspot.com/contacts/1/record/0-2/5001' },
      domains: ['acme.com', 'acme.io'],
      facts: [{ key: 'country', value: 'US', source: 'HubSpot', at: new Date('2026-01-01') }],
    },
    owner: {
      id: 'r1',
      name: 'Ana Ruiz',
      slackUserId: 'U0ANA',
      title: 'Account Executive',
      team: 'Enterprise West',
      manager: { id: 'r9', name: 'Mo Keller', slackUserId: 'U0MO' },
      presence: { kind: 'here' },
    },
    territory: {
      key: 'ent-ca',
      name: 'California',
      path: ['North America', 'West', 'California'],
      cover: [{ role: 'AE', person: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' } }],
    },
    why: {
      cause: { kind: 'crm-edit' },
      actor: { kind: 'crm-user', id: '7', name: 'Dana Cole' },
      reason: 'moved with the west',
      at: new Date('2026-03-12T09:00:00Z'),
      from: { id: 'r2', name: 'Bo Lind' },
    },
    formerOwners: [{ person: { id: 'r2', name: 'Bo Lind' }, until: new Date('2026-03-12') }],
    shares: [],
    holdovers: [],
    deals: {
      count: 2,
      total: 1_250_000,
      currency: 'USD',
      largest: [{ name: 'Renewal', stage: 'Contract sent', amount: 900_000 }],
    },
    family: {
      ...{ size: 3, holders: 1 },
      members: [
        { id: '0a8f2b34-0000-4000-8000-000000000002', name: 'Acme Health GmbH' },
        { id: '0a8f2b34-0000-4000-8000-000000000003', name: 'Acme Robotics K.K.' },
      ],
    },
    pending: [],
    ...fields,
  };
}

export function aBook(fields: Partial<Book> = {}): Book {
  const person = { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' };
  return {
    rep: { person, role: 'rep', team: 'Enterprise West', presence: { kind: 'here' } },
    accounts: 132,
    pipeline: { deals: 14, total: 2_400_000, currency: 'USD' },
    top: [
      { accountId: '0a8f2b34-0000-4000-8000-000000000001', name: 'Acme', deals: 2, total: 900_000 },
    ],
    covering: [],
    ...{ fieldsOutOfOrder: [], overdue: 0, concerning: { total: 0, lines: [] } },
    moves: [],
    team: [],
    disputes: [],
    ...fields,
  };
}

export function aRefusedWrite(fields: Partial<RefusedWrite> = {}): RefusedWrite {
  return {
    id: '0a8f2b34-0000-4000-8000-0000000000e1',
    changeId: '0a8f2b34-0000-4000-8000-0000000000e2',
    owned: {
      ...{ kind: 'account', id: '0a8f2b34-0000-4000-8000-000000000001', name: 'Acme Corporation' },
      crmUrl: 'https://app.hubspot.com/contacts/1/record/0-2/5001',
    },
    crm: 'HubSpot',
    wanted: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' },
    former: { id: 'r2', name: 'Bo Lind' },
    cause: { kind: 'approval', proposalId: '0a8f2b34-0000-4000-8000-0000000000f1' },
    actor: { kind: 'rep', id: 'r9', name: 'Mo Keller' },
    reason: 'Large companies in the West are Ana’s.',
    since: new Date('2026-11-20T09:00:00Z'),
    problem:
      'Writing the owner of company 5001: HubSpot did not take it. Correct the rule that refuses it.',
    approver: { id: 'r9', name: 'Mo Keller', slackUserId: 'U0MO' },
    state: { kind: 'open' },
    ...fields,
  };
}

export function aProposal(fields: Partial<Proposal> = {}): Proposal {
  return {
    id: '0a8f2b34-0000-4000-8000-0000000000f1',
    subject: {
      ...{ kind: 'account', id: '0a8f2b34-0000-4000-8000-000000000001', name: 'Acme Corporation' },
      crm: { name: 'HubSpot', url: 'https://app.hubspot.com/contacts/1/record/0-2/5001' },
    },
    state: { kind: 'pending' },
    flags: [{ kind: 'high-value', attribute: 'revenue', value: 2e9, limit: 1e9 }],
    since: new Date('2026-11-20T09:00:00Z'),
    facts: [{ key: 'country', value: 'US' }],
    deals: { count: 2, total: 1_250_000, currency: 'USD' },
    present: { id: 'r2', name: 'Bo Lind' },
    proposed: {
      ...{ id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA', email: 'ana@registry.example' },
      ...{ accounts: 41, capacity: 50 },
    },
    rule: {
      name: 'Enterprise West',
      sentence: 'Large companies in the West are Ana’s.',
      edition: 3,
    },
    course: aCourse(),
    dueAt: new Date('2026-11-20T17:00:00Z'),
    votes: [],
    runnersUp: [
      {
        ...{ id: 'r5', name: 'Di Falk', slackUserId: 'U0DI', email: 'di@registry.example' },
        ...{ accounts: 12, because: { kind: 'next-rule', rule: 'West' } },
      },
    ],
    people: new Map(),
    ...fields,
  };
}

export function aCourse(fields: Partial<Course> = {}): Course {
  const person = { id: 'r9', name: 'Mo Keller', slackUserId: 'U0MO' };
  return {
    ...{ rule: 'the usual way', mode: 'first response', dueHours: 8, silence: 'escalate' },
    ...{ ownGain: 'refuse', since: new Date('2026-11-20T09:00:00Z') },
    seats: [{ asked: { kind: 'person', person }, before: [] }],
    ...fields,
  };
}

export function aHandover(fields: Partial<Handover> = {}): Handover {
  return {
    id: '0a8f2b34-0000-4000-8000-0000000000f2',
    rep: { id: 'r7', name: 'Dee Marsh', slackUserId: 'U0DEE' },
    leftAt: new Date('2026-11-19T08:00:00Z'),
    state: { kind: 'open' },
    held: { accounts: 41, leads: 3 },
    deals: { count: 2, total: 90_000, currency: 'USD' },
    preview: { gain: [{ name: 'Ana Ruiz', count: 30 }], stay: 0, wait: 11 },
    ...fields,
  };
}

export function aTwin(fields: Partial<Twin> = {}): Twin {
  return {
    ...{
      id: '0a8f2b34-0000-4000-8000-000000000001',
      name: 'Blue Heron Freight Inc',
      crmId: '5001',
    },
    crmUrl: 'https://app.hubspot.com/contacts/1/record/0-2/5001',
    domains: ['blueheron.com'],
    owner: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' },
    deals: { count: 2, total: 90_000, currency: 'USD' },
    leads: 4,
    facts: [{ key: 'city', value: 'Oakland' }],
    ...fields,
  };
}

export function someTwins(fields: Partial<Twins> = {}): Twins {
  const id = '0a8f2b34-0000-4000-8000-000000000002';
  const facts = [{ key: 'city', value: 'San Jose' }];
  const owner = { id: 'r2', name: 'Bo Lind' };
  return {
    id: '0a8f2b34-0000-4000-8000-0000000000f3',
    state: { kind: 'open' },
    confidence: 0.978,
    reasons: [
      { sign: 'same-domain', weight: 4 },
      { sign: 'other-city', weight: -1 },
    ],
    records: [aTwin(), aTwin({ id, name: 'BLUE HERON FREIGHT', crmId: '5002', owner, facts })],
    ...fields,
  };
}
