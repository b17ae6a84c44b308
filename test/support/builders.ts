import type { Book } from '../../src/domain/book.ts';
import type { OwnerCard } from '../../src/domain/owner-card.ts';
import type { Proposal } from '../../src/domain/proposal.ts';

/** A card with everything on it; a test names only what it is about. */
export function anOwnerCard(fields: Partial<OwnerCard> = {}): OwnerCard {
  return {
    account: {
      id: '0a8f2b34-0000-4000-8000-000000000001',
      name: 'Acme Corporation',
      crmId: '5001',
      crmUrl: 'https://app.hubspot.com/contacts/1/record/0-2/5001',
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
    deals: {
      count: 2,
      total: 1_250_000,
      currency: 'USD',
      largest: [{ name: 'Renewal', stage: 'Contract sent', amount: 900_000 }],
    },
    family: {
      size: 3,
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
    fieldsOutOfOrder: [],
    moves: [],
    team: [],
    ...fields,
  };
}

export function aProposal(fields: Partial<Proposal> = {}): Proposal {
  return {
    id: '0a8f2b34-0000-4000-8000-0000000000f1',
    subject: {
      ...{ kind: 'account', id: '0a8f2b34-0000-4000-8000-000000000001', name: 'Acme Corporation' },
      crmUrl: 'https://app.hubspot.com/contacts/1/record/0-2/5001',
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
    managers: { proposed: { id: 'r9', name: 'Mo Keller', slackUserId: 'U0MO' } },
    people: new Map(),
    ...fields,
  };
}
