import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnerWrite } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { collect, connect, quickPace, tellOwner } from './hubspot-server.ts';

const company = createCompany({ seed: 8, accounts: 300 });
let hubspot: HubSpot;
beforeEach(async () => {
  const app = { token: 'pat-test', portalId: 4711, limits: 'off' } as const;
  hubspot = await startHubSpot({ ...app, port: 0, company });
});
afterEach(() => hubspot.stop());

async function admin(method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const asked = { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${hubspot.url}/admin/${path}`, asked);
  expect(response.ok).toBe(true);
}
const ownerThere = async (id: string) => (await connect(hubspot).get.account([id])).get(id);
function editOf(id: string | undefined, owner: string | undefined) {
  return { kind: 'companies', id, properties: { hubspot_owner_id: owner } };
}
async function reasonsOf(ids: string[]): Promise<Map<string, string | null>> {
  const body = { inputs: ids.map((id) => ({ id })), properties: ['cadastre_reason'] };
  const answer = await fetch(`${hubspot.url}/crm/v3/objects/companies/batch/read`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer pat-test' },
    body: JSON.stringify({ ...body, propertiesWithHistory: [] }),
  });
  const { results } = (await answer.json()) as {
    results: { id: string; properties: { cadastre_reason?: string | null } }[];
  };
  return new Map(results.map(({ id, properties }) => [id, properties.cadastre_reason ?? null]));
}
const active = company.reps.filter(({ left }) => !left);
/** Gives a company to the next rep. */
function moveOf(nth: number): OwnerWrite {
  const { crmId: id, owner } = company.account(nth);
  const expected = owner || undefined;
  const wanted = active.find(({ crmOwnerId }) => crmOwnerId !== owner)?.crmOwnerId;
  return { trace: id, kind: 'account', id, expected, wanted };
}

describe('Fault cases, against a HubSpot that behaves', () => {
  it('F12 poisoned batch and F13 207: what HubSpot takes lands, each of the others says why', async () => {
    const moves = Array.from({ length: 100 }, (_, nth) => moveOf(nth));
    const [poisoned, refused] = [moves[7]?.id ?? '', moves[42]?.id ?? ''];
    await admin('PATCH', 'switches', { poisoned: [poisoned], refused: [refused] });

    const receipts = await connect(hubspot).writeOwners(moves);

    const kinds = moves.map(({ trace }) => receipts.get(trace)?.kind);
    expect(kinds.filter((kind) => kind === 'written')).toHaveLength(98);
    expect(receipts.get(poisoned)).toMatchObject({ kind: 'refused', why: 'invalid' });
    expect(receipts.get(refused)).toMatchObject({ kind: 'refused' });
  });

  it('F14 burst limit: keeps below it, so that HubSpot refuses nothing', async () => {
    await admin('PUT', 'limits', { perTenSeconds: 190 });
    const pace = quickPace();
    const crm = connect(hubspot, { callsPerTenSeconds: 190, pace });
    await crm.writeOwners(Array.from({ length: 300 }, (_, nth) => moveOf(nth)));
    const state = await (await fetch(`${hubspot.url}/admin/state`)).json();
    expect(state.calls.status['429'] ?? 0).toBe(0);
  });

  it('F15 answer lost behind a write that was carried out: is found written, and written once', async () => {
    await admin('POST', 'fail', { how: 'lost-answer', times: 1, path: '/batch/update' });
    const move = moveOf(3);
    expect(await tellOwner(connect(hubspot), move)).toMatchObject({ kind: 'written' });
    const there = await ownerThere(move.id);
    const history = there?.kind === 'there' ? there.record.ownerHistory : [];
    expect(history.filter(({ ownerId }) => ownerId === move.wanted)).toHaveLength(1);
  });

  it('F17 owner left meanwhile: is refused with the reason, and nothing changes', async () => {
    const move = moveOf(4);
    await admin('POST', 'owners/deactivate', { ownerId: move.wanted });
    expect(await tellOwner(connect(hubspot), move)).toMatchObject({
      ...{ kind: 'refused', why: 'invalid', problem: expect.stringContaining('inactive') },
    });
    expect(await ownerThere(move.id)).toMatchObject({ record: { ownerId: move.expected } });
  });

  it('F18 owner number and user number: an owner who left is known still, and who edits is an owner', async () => {
    const [editor, gone] = active;
    await admin('POST', 'owners/deactivate', { ownerId: gone?.crmOwnerId });
    const owners = await collect(connect(hubspot).owners());
    expect(owners.find(({ id }) => id === gone?.crmOwnerId)).toMatchObject({ archived: true });

    const { id } = moveOf(5);
    const properties = { hubspot_owner_id: editor?.crmOwnerId };
    await admin('POST', 'edit', { kind: 'companies', id, userId: editor?.crmUserId, properties });
    const there = await ownerThere(id);
    const last = there?.kind === 'there' ? there.record.ownerHistory.at(-1) : undefined;
    expect(last?.by).toEqual({ id: editor?.crmOwnerId, name: editor?.name });
  });

  it('F20 both at once: whoever edits before our look is seen by it', async () => {
    const move = moveOf(6);
    const other = active.find(
      ({ crmOwnerId }) => ![move.wanted, move.expected].includes(crmOwnerId),
    );
    await admin('POST', 'edit', editOf(move.id, other?.crmOwnerId));
    expect(await tellOwner(connect(hubspot), move)).toEqual({
      ...{ kind: 'conflict', present: other?.crmOwnerId },
    });
  });

  it('F20 both at once: each part of a batch that HubSpot refuses is looked at again', async () => {
    const moves = Array.from({ length: 8 }, (_, nth) => moveOf(nth));
    const [poisoned, edited] = [moves[1], moves[6]];
    const other = active.find(
      ({ crmOwnerId }) => ![edited?.wanted, edited?.expected].includes(crmOwnerId),
    );
    await admin('PATCH', 'switches', { poisoned: [poisoned?.id] });
    // Before the first half of them is written: the other half was looked at a moment ago.
    await admin('POST', 'fail', { how: 'conflict', path: '/batch/update' });
    const edit = editOf(edited?.id, other?.crmOwnerId);
    await admin('POST', 'fail', { how: { kind: 'edit', edit }, path: '/batch/update' });

    const receipts = await connect(hubspot).writeOwners(moves);

    expect(receipts.get(edited?.trace ?? '')).toEqual({
      ...{ kind: 'conflict', present: other?.crmOwnerId },
    });
  });

  it('F12 poisoned batch: what is written beside owners stays with all whom HubSpot takes it for', async () => {
    const crm = connect(hubspot);
    await crm.makeFields('account', [{ name: 'cadastre_reason', label: 'Reason' }]);
    const beside = { cadastre_reason: 'West' };
    const moves = Array.from({ length: 100 }, (_, nth) => ({ ...moveOf(nth), beside }));
    const [poisoned, odd] = [moves[7], moves[42]];
    await admin('PATCH', 'switches', { poisoned: [poisoned?.id] });
    if (odd) odd.beside = { ...beside, ...{ cadastre_gone: 'x' } };

    const receipts = await crm.writeOwners(moves);

    const kinds = moves.map(({ trace }) => receipts.get(trace)?.kind);
    expect(kinds.filter((kind) => kind === 'written')).toHaveLength(99);
    expect(receipts.get(poisoned?.trace ?? '')).toMatchObject({ kind: 'refused' });
    const reasons = await reasonsOf(moves.map(({ id }) => id));
    const without = moves.filter(({ id }) => reasons.get(id) !== 'West').map(({ id }) => id);
    expect(new Set(without)).toEqual(new Set([poisoned?.id, odd?.id]));
  });

  it('F21 property gone: all owners are written without it, at the price of a few calls', async () => {
    const beside = { cadastre_gone: 'West' };
    const moves = Array.from({ length: 100 }, (_, nth) => ({ ...moveOf(nth), beside }));
    const before = await (await fetch(`${hubspot.url}/admin/state`)).json();

    const receipts = await connect(hubspot).writeOwners(moves);

    expect(new Set([...receipts.values()].map(({ kind }) => kind))).toEqual(new Set(['written']));
    expect(receipts.size).toBe(100);
    const after = await (await fetch(`${hubspot.url}/admin/state`)).json();
    expect(after.calls.calls - before.calls.calls).toBeLessThanOrEqual(12);
  });

  it('F23 required property: the rule of the administrators is shown, and not tried again', async () => {
    await admin('PATCH', 'switches', { required: [{ kind: 'companies', property: 'ticker' }] });
    const before = await (await fetch(`${hubspot.url}/admin/state`)).json();
    expect(await tellOwner(connect(hubspot), moveOf(8))).toMatchObject({
      ...{ kind: 'refused', why: 'invalid', problem: expect.stringContaining('ticker') },
    });
    const after = await (await fetch(`${hubspot.url}/admin/state`)).json();
    expect(after.calls.calls - before.calls.calls).toBeLessThanOrEqual(3);
  });
});
