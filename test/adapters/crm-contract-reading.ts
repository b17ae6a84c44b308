import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/domain/field.ts';
import type { CrmLead, Found } from '../../src/ports.ts';
import { kinds, owned, type Traits, type Visit } from './crm-world.ts';
import { collect, tellOwner } from './hubspot-server.ts';

type Told = Pick<CrmLead, 'ownerId' | 'ownerHistory'>;

/** What it says of its records. */
export function readingContract(visit: Visit, traits: Traits): void {
  const { world, crm, fresh, forget, listed, ownedNow } = visit;

  describe('reading', () => {
    it('names its owners once each, and who has left', async () => {
      const owners = await collect(crm().owners());
      const ids = owners.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of world().owners) {
        const owner = owners.find((one) => one.id === id);
        expect(owner).toMatchObject({ archived: false, email: expect.stringContaining('@') });
        expect(owner?.name).not.toBe('');
      }
      expect(owners.find(({ id }) => id === world().departed)?.archived).toBe(true);
    });

    it.each(kinds)('%s: lists every one once, page by page', async (kind) => {
      const pages: string[][] = [];
      for await (const { records } of listed(kind)) pages.push(records.map(({ id }) => id));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flat().toSorted()).toEqual(world().ids[kind].toSorted());
    });

    it.each(kinds)('%s: goes on after any page, to the last one', async (kind) => {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const [page] = await firstOf(listed(kind, [], after));
        ids.push(...(page?.records ?? []).map(({ id }) => id));
        after = page?.next;
      } while (after !== undefined);
      expect(ids.toSorted()).toEqual(world().ids[kind].toSorted());
    });

    it.each(kinds)('%s: lists every one once, even while some are changed', async (kind) => {
      const ids: string[] = [];
      for await (const { records } of listed(kind)) {
        ids.push(...records.map(({ id }) => id));
        const last = records.at(-1);
        if (last) await world().edit(kind, last.id, `edited ${ids.length}`);
      }
      expect(ids.toSorted()).toEqual(world().ids[kind].toSorted());
    });

    it.each(kinds)('%s: says of all when they were touched', async (kind) => {
      const touches = await collect(crm().all(kind));
      expect(touches.map(({ id }) => id).toSorted()).toEqual(world().ids[kind].toSorted());
      expect(touches.every(({ at }) => at.getTime() > 0)).toBe(true);
    });

    it('ends the owners of an account with the present one, oldest first', async () => {
      for (const { ownerId, ownerHistory } of await collect(crm().accounts())) {
        expect(ownerHistory.at(-1)?.ownerId).toBe(ownerId);
        const times = ownerHistory.map(({ at }) => at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
    });

    it.each(['lead', 'deal'] as const)(
      '%s: ends its owners with the present one, oldest first, wherever it is read by its id',
      async (kind) => {
        const found: Map<string, Found<Told>> = await crm().get[kind](world().ids[kind]);
        for (const one of found.values()) {
          if (one.kind !== 'there') throw new Error(`one is ${one.kind}`);
          const { ownerId, ownerHistory } = one.record;
          expect(ownerHistory?.at(-1)?.ownerId).toBe(ownerId);
          const times = ownerHistory?.map(({ at }) => at.getTime()) ?? [];
          expect(times).toEqual(times.toSorted((a, b) => a - b));
        }
        const lists = await collect<Told>(kind === 'lead' ? crm().leads() : crm().deals());
        const telling = new Set(lists.map(({ ownerHistory }) => ownerHistory !== undefined));
        expect([...telling]).toEqual([traits.histories === 'in lists']);
      },
    );

    it('leads and deals name accounts that are there', async () => {
      const all = [...(await collect(crm().leads())), ...(await collect(crm().deals()))];
      const named = all.flatMap(({ accountId }) => accountId ?? []);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((id) => !world().ids.account.includes(id))).toEqual([]);
    });

    it('says where people open an account', async () => {
      const url = await crm().accountUrl();
      expect(url).toMatch(traits.accountUrl);
      expect(url).toContain('{id}');
    });
  });

  describe('looking records up', () => {
    it.each(kinds)('%s: shows each as the list does, however many are asked for', async (kind) => {
      const found = await crm().get[kind](world().ids[kind]);
      expect(found.size).toBe(world().ids[kind].length);
      for await (const { records } of listed(kind)) {
        for (const record of records)
          expect(found.get(record.id)).toMatchObject({ kind: 'there', record });
      }
    });

    it.each(kinds)('%s: says what is gone, and what never was', async (kind) => {
      const [here, gone] = [fresh(kind), fresh(kind)];
      await world().remove(kind, gone);
      forget(kind, gone);
      const found = await crm().get[kind]([gone, here, world().absent, here]);
      expect([...found].map(([id, one]) => [id, one.kind]).toSorted()).toEqual(
        [
          [gone, 'gone'],
          [here, 'there'],
          [world().absent, 'gone'],
        ].toSorted(),
      );
      expect((await collect(crm().all(kind))).map(({ id }) => id)).not.toContain(gone);
    });

    switch (traits.merging) {
      case 'merges':
        it.each(owned)(
          '%s: leads from a merged one to the one that it lives on in',
          async (kind) => {
            const [kept, other] = [fresh(kind), fresh(kind)];
            await world().merge(kind, kept, other);
            const merged = (await crm().get[kind]([other])).get(other);
            const into = merged?.kind === 'merged' ? merged.into : '';
            expect((await crm().get[kind]([into])).get(into)?.kind).toBe('there');
            const receipt = await tellOwner(crm(), { kind, id: other, wanted: world().owners[0] });
            expect(receipt).toMatchObject({ kind: 'refused', why: 'merged' });
            world().ids[kind] = (await collect(crm().all(kind))).map(({ id }) => id);
          },
        );
        it('makes one account of two, and finds them so when it is asked again', async () => {
          const [kept, other] = [fresh('account'), fresh('account')];
          for (const _ of [1, 2]) {
            expect(await crm().mergeAccounts(kept, other)).toMatchObject({ kind: 'merged' });
          }
          expect((await crm().get.account([other])).get(other)?.kind).toBe('merged');
          world().ids.account = (await collect(crm().all('account'))).map(({ id }) => id);
        });
        break;
      case 'never merges':
        it('says what to do instead of a merger', async () => {
          const [kept, other] = [fresh('account'), fresh('account')];
          const said = await crm().mergeAccounts(kept, other);
          expect(said).toMatchObject({ kind: 'refused', problem: expect.stringMatching(/\.$/) });
          const found = await crm().get.account([kept, other]);
          expect([...found.values()].map(({ kind }) => kind)).toEqual(['there', 'there']);
        });
        it('has nothing that could be merged', async () => {
          await expect(
            world().merge('account', fresh('account'), fresh('account')),
          ).rejects.toThrow();
        });
    }
  });

  describe('telling what has changed', () => {
    it.each(kinds)('%s: finds one that was touched, from that very moment on', async (kind) => {
      const id = fresh(kind);
      await world().edit(kind, id, 'Touched');
      const at = (await collect(crm().all(kind))).find((one) => one.id === id)?.at ?? new Date(0);
      const since = await collect(crm().changedSince(kind, at));
      expect(since).toContainEqual({ id, at });
      expect(since.every((one) => one.at >= at)).toBe(true);
      const later = await collect(crm().changedSince(kind, new Date(at.getTime() + 1)));
      expect(later.map((one) => one.id)).not.toContain(id);
    });

    it.each(owned)('%s: tells the moment that the record itself says', async (kind) => {
      const id = fresh(kind);
      await world().edit(kind, id, 'Dated');
      const { changedAt } = await ownedNow(kind, id);
      expect(await collect(crm().changedSince(kind, changedAt))).toContainEqual({
        ...{ id, at: changedAt },
      });
    });

    it.each(kinds)('%s: misses none that is touched while it tells', async (kind) => {
      const seen = new Map<string, Date>();
      const edited: string[] = [];
      for await (const page of crm().changedSince(kind, new Date(0))) {
        for (const { id, at } of page) seen.set(id, at);
        // The first and a last one: behind and before where the telling stands.
        const [told, untold] = [page[0]?.id, world().ids[kind].find((id) => !seen.has(id))];
        for (const id of [told, untold]) {
          if (id === undefined || edited.length >= 2) continue;
          await world().edit(kind, id, `while it tells ${edited.length}`);
          edited.push(id);
        }
      }
      expect([...seen.keys()].toSorted()).toEqual(world().ids[kind].toSorted());
      const stands = new Map((await collect(crm().all(kind))).map(({ id, at }) => [id, at]));
      expect(edited).toHaveLength(2);
      for (const id of edited) expect(seen.get(id)).toEqual(stands.get(id));
    });
  });

  describe('its properties', () => {
    it.each(owned)('%s: are made once, as texts of one line', async (record) => {
      const before = await crm().fields(record);
      const wanted = [
        { name: 'cadastre_trial', label: 'On trial (Cadastre)' },
        { name: 'cadastre_proof', label: 'Proof (Cadastre)' },
      ];
      await crm().makeFields(record, wanted.slice(0, 1));
      await crm().makeFields(record, wanted);
      await crm().makeFields(record, wanted);
      const after = await crm().fields(record);
      const made = after.filter(({ name }) => name.startsWith('cadastre_'));
      expect(made.toSorted((a, b) => b.name.localeCompare(a.name))).toEqual(
        wanted.map((one) => ({ ...one, type: 'text', isArchived: false })),
      );
      expect(after).toEqual(expect.arrayContaining(before));
    });

    it.each(owned)('%s: are read as attributes only where they are mapped', async (kind) => {
      const id = fresh(kind);
      await world().edit(kind, id, 'Jena');
      const field: Field = { record: kind, property: 'city', attribute: 'seat', type: 'text' };
      expect((await ownedNow(kind, id, [field])).attributes.seat?.value).toBe('Jena');
      const all = await collect<{ id: string; attributes?: object }>(listed(kind, [field]));
      expect(all.find((one) => one.id === id)?.attributes).toMatchObject({
        seat: { value: 'Jena' },
      });
      expect((await ownedNow(kind, id)).attributes.seat).toBeUndefined();
      const ofOthers = kind === 'account' ? 'lead' : 'account';
      const other = await ownedNow(kind, id, [{ ...field, record: ofOthers }]);
      expect(other.attributes.seat).toBeUndefined();
    });

    it('say what they say beside what rules read, where they are another source', async () => {
      const id = fresh('account');
      await world().edit('account', id, 'Jena');
      const field: Field = {
        record: 'account',
        property: 'city',
        attribute: 'state',
        type: 'text',
      };
      const plain = await ownedNow('account', id);
      const asked = await ownedNow('account', id, [{ ...field, use: 'other-source' }]);
      expect(asked).toMatchObject({ others: { city: { value: 'Jena' } } });
      expect(asked.attributes).toEqual(plain.attributes);
      expect(plain).not.toHaveProperty('others');
    });
  });
}

async function firstOf<Page>(pages: AsyncIterable<Page>): Promise<[Page] | []> {
  for await (const page of pages) return [page];
  return [];
}
