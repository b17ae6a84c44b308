import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/domain/field.ts';
import type { ValueReceipt, ValueWrite } from '../../src/ports.ts';
import type { Visit } from './crm-world.ts';
import { collect } from './hubspot-server.ts';

/** What becomes of values that are written into it. */
export function valuesContract({ world, crm, fresh, ownedNow }: Visit): void {
  const tell = async (
    write: Omit<ValueWrite, 'trace'>,
    fields?: Field[],
  ): Promise<ValueReceipt | undefined> =>
    (await crm().writeValues([{ ...write, trace: 'only' }], fields)).get('only');
  const cityOf = async (id: string) => (await ownedNow('account', id)).attributes.city?.value;
  /** Of an account that lies there. */
  const lying = async (city: string) => {
    const id = fresh('account');
    await world().edit('account', id, city);
    return id;
  };

  describe('a value of an account', () => {
    it('is written, read back, and found among what has changed', async () => {
      const id = await lying('Muenchen');
      const write = { id, attribute: 'city', expected: 'Muenchen', wanted: 'München' };
      const receipt = await tell(write);
      expect(receipt).toEqual({ kind: 'written', at: expect.any(Date) });
      expect(await cityOf(id)).toBe('München');
      const at = receipt?.kind === 'written' ? receipt.at : new Date();
      const touched = await collect(crm().changedSince('account', at));
      expect(touched.map((one) => one.id)).toContain(id);
    });

    it('is written once: said again, it is there already, and nothing is touched', async () => {
      const id = await lying('Muenchen');
      const write = { id, attribute: 'city', expected: 'Muenchen', wanted: 'München' };
      await tell(write);
      const { changedAt } = await ownedNow('account', id);
      expect(await tell(write)).toEqual({ kind: 'already', at: changedAt });
      expect((await ownedNow('account', id)).changedAt).toEqual(changedAt);
    });

    it('gives way to what a person has written meanwhile, and says what that is', async () => {
      const id = await lying('Muenchen');
      await world().edit('account', id, 'Paris');
      const write = { id, attribute: 'city', expected: 'Muenchen', wanted: 'München' };
      expect(await tell(write)).toEqual({ kind: 'conflict', present: 'Paris' });
      expect(await cityOf(id)).toBe('Paris');
    });

    it('is refused for good where the record is gone, or nothing keeps such a value', async () => {
      const id = await lying('Bonn');
      const value = { expected: 'Bonn', wanted: 'Köln' };
      const gone = await tell({ ...value, id: world().absent, attribute: 'city' });
      expect(gone).toMatchObject({ kind: 'refused', why: 'gone' });
      const homeless = await tell({ ...value, id, attribute: 'shoe_size' });
      expect(homeless).toMatchObject({ kind: 'refused', why: 'invalid' });
      for (const receipt of [gone, homeless]) {
        expect(receipt?.kind === 'refused' && receipt.problem).toMatch(/\w.{20,}\.$/);
      }
    });

    it('is written where nothing stands, and nothing was seen', async () => {
      const id = await lying('');
      const write = { id, attribute: 'city', expected: '', wanted: 'München' };
      expect(await tell(write)).toMatchObject({ kind: 'written' });
      expect(await cityOf(id)).toBe('München');
      const late = { ...write, wanted: 'Köln' };
      expect(await tell(late)).toEqual({ kind: 'conflict', present: 'München' });
    });

    it('goes where it is mapped from', async () => {
      const id = await lying('Bonn');
      const town: Field = { record: 'account', property: 'city', attribute: 'town', type: 'text' };
      const write = { id, attribute: 'town', expected: 'Bonn', wanted: 'Köln' };
      expect(await tell(write, [town])).toMatchObject({ kind: 'written' });
      expect(await cityOf(id)).toBe('Köln');
    });
  });

  describe('many values at once', () => {
    it('get an answer each, whatever becomes of the others', async () => {
      const ids = world().ids.account.slice(0, 150);
      const before = await crm().get.account(ids);
      const writes = ids.map((id, nth): ValueWrite => {
        const found = before.get(id);
        const city = found?.kind === 'there' ? found.record.attributes.city?.value : undefined;
        const told = { attribute: 'city', expected: String(city ?? ''), wanted: `${city} Mitte` };
        return { trace: `write ${nth}`, id, ...told };
      });
      const sound = writes.filter(({ expected }) => expected !== '');
      const edited = await lying('Bonn');
      const late = { attribute: 'city', expected: 'Rome', wanted: 'Roma' };
      const receipts = await crm().writeValues([
        ...sound,
        { trace: 'gone', id: world().absent, ...late },
        { trace: 'late', id: edited, ...late },
      ]);
      expect(receipts.size).toBe(sound.length + 2);
      expect(receipts.get('gone')).toMatchObject({ kind: 'refused', why: 'gone' });
      expect(receipts.get('late')).toEqual({ kind: 'conflict', present: 'Bonn' });
      expect(new Set(sound.map(({ trace }) => receipts.get(trace)?.kind))).toEqual(
        new Set(['written']),
      );
      const after = await crm().get.account(sound.map(({ id }) => id));
      for (const { id, wanted } of sound) {
        expect(after.get(id)).toMatchObject({
          record: { attributes: { city: { value: wanted } } },
        });
      }
    });

    it('are none where none are given', async () => {
      expect(await crm().writeValues([])).toEqual(new Map());
    });
  });
}
