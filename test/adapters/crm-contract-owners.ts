import { describe, expect, it } from 'vitest';
import type { OwnerReceipt, OwnerWrite } from '../../src/ports.ts';
import { kinds, owned, type Traits, type Visit } from './crm-world.ts';
import { collect, tellOwner } from './hubspot-server.ts';

/** What becomes of owners that are written into it. */
export function ownersContract(visit: Visit, traits: Traits): void {
  const { world, crm, standNow, ownerNow, given, textIn } = visit;

  describe.each(kinds)('a new owner (%s)', (kind) => {
    it('is written, read back, and found among what has changed', async () => {
      const [ana, ben] = world().owners;
      const id = await given(kind, ana);
      const receipt = await tellOwner(crm(), { kind, id, expected: ana, wanted: ben });
      expect(receipt).toEqual({ kind: 'written', at: expect.any(Date) });
      expect(await ownerNow(kind, id)).toBe(ben);
      const at = receipt?.kind === 'written' ? receipt.at : new Date();
      const touched = await collect(crm().changedSince(kind, at));
      expect(touched.map((one) => one.id)).toContain(id);
    });

    it('is the last step of its owners, behind those who had it before', async () => {
      const [ana, ben] = world().owners;
      const id = await given(kind, ana);
      await tellOwner(crm(), { kind, id, expected: ana, wanted: ben });
      const { ownerHistory = [] } = await standNow(kind, id);
      expect(ownerHistory.slice(-2).map(({ ownerId }) => ownerId)).toEqual([ana, ben]);
    });

    it('is written once: said again, it is there already, and nothing is touched', async () => {
      const [ana, ben] = world().owners;
      const id = await given(kind, ana);
      const write = { kind, id, expected: ana, wanted: ben };
      await tellOwner(crm(), write);
      const { changedAt } = await standNow(kind, id);
      expect(await tellOwner(crm(), write)).toEqual({ kind: 'already', at: changedAt });
      expect(await standNow(kind, id)).toMatchObject({ ownerId: ben, changedAt });
    });

    it('gives way to an owner who is not the expected one, and names them', async () => {
      const [ana, ben, cleo] = world().owners;
      const id = await given(kind, cleo);
      const { changedAt } = await standNow(kind, id);
      const receipt = await tellOwner(crm(), { kind, id, expected: ana, wanted: ben });
      expect(receipt).toEqual({ kind: 'conflict', present: cleo });
      expect(await standNow(kind, id)).toMatchObject({ ownerId: cleo, changedAt });
    });

    it('may be nobody, and may come after nobody', async () => {
      const [ana, ben] = world().owners;
      const id = await given(kind, ana);
      const toNobody = { kind, id, expected: ana };
      expect(await tellOwner(crm(), toNobody)).toMatchObject({ kind: 'written' });
      expect(await ownerNow(kind, id)).toBeUndefined();
      expect(await tellOwner(crm(), toNobody)).toMatchObject({ kind: 'already' });
      const late = await tellOwner(crm(), { kind, id, expected: ana, wanted: ben });
      expect(late).toEqual({ kind: 'conflict' });
      expect(await tellOwner(crm(), { kind, id, wanted: ben })).toMatchObject({ kind: 'written' });
      expect(await ownerNow(kind, id)).toBe(ben);
    });

    it('is refused for good where the record is gone, or nobody has that id', async () => {
      const [ana] = world().owners;
      const gone = await tellOwner(crm(), { kind, id: world().absent, expected: ana });
      expect(gone).toMatchObject({ kind: 'refused', why: 'gone' });
      const id = await given(kind, ana);
      const stranger = await tellOwner(crm(), { kind, id, expected: ana, wanted: world().nobody });
      expect(stranger).toMatchObject({ kind: 'refused', why: 'invalid' });
      for (const receipt of [gone, stranger]) {
        expect(receipt?.kind === 'refused' && receipt.problem).toMatch(/\w.{20,}\.$/);
      }
      expect(await ownerNow(kind, id)).toBe(ana);
    });

    it('is one of two that are written at one moment', async () => {
      const [ana, ben, cleo] = world().owners;
      const id = await given(kind, ana);
      const receipts = await Promise.all(
        [ben, cleo].map((wanted) => tellOwner(crm(), { kind, id, expected: ana, wanted })),
      );
      const stands = await ownerNow(kind, id);
      expect([ben, cleo]).toContain(stands);
      const said = receipts.map((one) => one?.kind).toSorted();
      switch (traits.writing) {
        case 'one step':
          expect(said).toEqual(['conflict', 'written']);
          expect(receipts).toContainEqual({ kind: 'conflict', present: stands });
          break;
        case 'two steps':
          // Nobody can tell there: whoever came last stands.
          expect(said).toContain('written');
      }
    });
  });

  describe.each(owned)('what is written beside a new owner (%s)', (kind) => {
    it('comes with it, and never alone', async () => {
      const [ana, ben, cleo] = world().owners;
      await crm().makeFields(kind, [{ name: 'cadastre_reason', label: 'Why (Cadastre)' }]);
      const id = await given(kind, ana);
      const write = (expected: string, wanted: string, why: string) =>
        tellOwner(crm(), { kind, id, expected, wanted, beside: { cadastre_reason: why } });
      const why = () => textIn(kind, id, 'cadastre_reason');
      expect(await write(ana, ben, 'asked for it')).toMatchObject({ kind: 'written' });
      expect(await why()).toBe('asked for it');
      expect(await write(ana, ben, 'said again')).toMatchObject({ kind: 'already' });
      expect(await write(ana, cleo, 'too late')).toMatchObject({ kind: 'conflict' });
      expect(await write(ben, world().nobody, 'to a stranger')).toMatchObject({ kind: 'refused' });
      expect(await why()).toBe('asked for it');
      expect(await write(ben, cleo, '')).toMatchObject({ kind: 'written' });
      expect(await why()).toBeUndefined();
    });

    it('does not keep it from being written where the property is there no more', async () => {
      const [ana, ben] = world().owners;
      const id = await given(kind, ana);
      const beside = { cadastre_unheard_of: 'why' };
      const receipt = await tellOwner(crm(), { kind, id, expected: ana, wanted: ben, beside });
      expect(receipt).toMatchObject({ kind: 'written' });
      expect(await ownerNow(kind, id)).toBe(ben);
    });
  });

  describe('many owners at once', () => {
    it('get an answer each, whatever becomes of the others', async () => {
      const [ana, ben, cleo] = world().owners;
      const most = world().ids.account.slice(0, crm().ownersAtOnce - 2);
      const before = await crm().get.account(most);
      const writes = most.map((id, nth): OwnerWrite => {
        const found = before.get(id);
        const expected = found?.kind === 'there' ? found.record.ownerId : undefined;
        const wanted = expected === ben ? cleo : ben;
        return { trace: `write ${nth}`, kind: 'account', id, expected, wanted };
      });
      const [lead, deal] = [await given('lead', ana), await given('deal', ana)];
      const stranger = await given('account', ana);
      const all: OwnerWrite[] = [
        ...writes,
        { trace: 'gone', kind: 'account', id: world().absent, expected: ana, wanted: ben },
        { trace: 'lead', kind: 'lead', id: lead, expected: ana, wanted: ben },
        { trace: 'deal', kind: 'deal', id: deal, expected: ana, wanted: ben },
        { trace: 'nobody', kind: 'account', id: stranger, expected: ana, wanted: world().nobody },
      ];
      const receipts = await crm().writeOwners(all);
      expect([...receipts.keys()].toSorted()).toEqual(all.map(({ trace }) => trace).toSorted());
      const kindsOf = (traces: string[]) =>
        new Set(traces.map((trace): OwnerReceipt['kind'] | undefined => receipts.get(trace)?.kind));
      expect(kindsOf([...writes.map(({ trace }) => trace), 'lead', 'deal'])).toEqual(
        new Set(['written']),
      );
      expect(kindsOf(['gone', 'nobody'])).toEqual(new Set(['refused']));
      const after = await crm().get.account(most);
      for (const { id, wanted } of writes) {
        expect(after.get(id)).toMatchObject({ record: { ownerId: wanted } });
      }
    });

    it('are none where none are given', async () => {
      expect(await crm().writeOwners([])).toEqual(new Map());
    });
  });
}
