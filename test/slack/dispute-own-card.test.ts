import { expect, it } from 'vitest';
import { fileDispute } from '../../src/domain/dispute.ts';
import type { DisputeCase } from '../../src/domain/dispute-case.ts';
import type { Claim, Party } from '../../src/domain/dispute-claim.ts';
import { replay } from '../../src/domain/dispute-history.ts';
import { disputePolicy } from '../../src/domain/dispute-policy.ts';
import type { Dispute } from '../../src/domain/dispute-state.ts';
import { disputeCard } from '../../src/slack/views/dispute-card.ts';

const id = '0a8f2b34-0000-4000-8000-000000000001';
const at = new Date('2026-11-20T10:00:00Z');
const person = (name: string): Party => ({ id: name, name });

function aCase(dispute: Dispute): DisputeCase {
  const policy = disputePolicy.parse({});
  return { id, number: 12, dispute, policy, crm: { name: 'HubSpot' }, speakers: [] };
}

it('offers on one’s own card what one may do, and tells the managers what the sides could not agree on', () => {
  const [ana, bo, dee] = [person('ana'), person('bo'), person('dee')];
  const [mia, max] = [person('mia'), person('max')];
  const claim: Claim = { kind: 'owner-wrong', wish: 'Mine.', reason: 'So it is.', links: [] };
  const account = { id: 'a', name: 'Acme' };
  const clock = { since: at, remindAt: at, dueAt: at };
  const ruling = { outcome: { kind: 'transfer' as const, to: bo } };
  const reaches = (rung: 'peers' | 'manager', seats: Party[]) =>
    ({ kind: 'reached', at, rung, because: { kind: 'opened' }, seats, clock }) as const;
  const before = [
    fileDispute({ account, by: bo, claim, at, owner: ana }),
    reaches('peers', [ana, bo]),
    { kind: 'offered', at, by: bo, side: bo.id, ruling } as const,
  ];
  const peers = { ...aCase(replay(before)), speakers: [bo, { ...dee, inPlaceOf: ana }] };
  const card = (shown: DisputeCase, viewer?: Party) =>
    JSON.stringify(disputeCard({ ...shown, ...(viewer && { viewer: viewer.id }) }));
  expect(card(peers, bo)).toMatch(
    /goes to bo now; it is pinned for 90 days from then.*waits for dee in place of ana.*"Propose…"/,
  );
  expect(card(peers, bo)).not.toContain('"Agree"');
  for (const viewer of [ana, dee]) expect(card(peers, viewer)).toContain('"Agree"');

  const vote = { by: mia, seat: mia.id, ruling, code: 'other', text: 'Bo did it.' };
  const rung = [reaches('manager', [mia, max]), { kind: 'ruled', at, ...vote } as const];
  const managers = { ...aCase(replay([...before, ...rung])), speakers: [mia, max] };
  expect(card(managers, max)).toMatch(
    /did not agree\* on what bo proposed: it goes to bo now.*mia would decide\* it goes to bo now; it is pinned for 90 days.*"Decide…".*"Decide the same"/,
  );
  expect(card(managers, mia)).not.toContain('"Decide the same"');
  for (const viewer of [ana, bo, dee]) {
    expect(card(managers, viewer)).not.toMatch(/"(Decide[^"]*|Pass up)"/);
  }
  expect(card(managers)).toMatch(/"Decide…".*"Pass up"/);
});
