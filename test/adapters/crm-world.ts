import { afterAll, beforeAll, expect } from 'vitest';
import type { Field } from '../../src/domain/field.ts';
import type { Crm, CrmKind, CrmPage } from '../../src/ports.ts';
import { tellOwner } from './hubspot-server.ts';

/** A CRM that is full of records, and what people do in its own pages. */
export type CrmWorld = {
  crm: Crm;
  /** All that is in it, more than one page of each. */
  ids: Record<CrmKind, string[]>;
  /** Three who may own something, and one who has left. */
  owners: [string, string, string];
  departed: string;
  /** Ids that it never had. */
  nobody: string;
  absent: string;
  /** The city of an account or lead, the name of a deal. */
  edit: (kind: CrmKind, id: string, text: string) => Promise<void>;
  remove: (kind: CrmKind, id: string) => Promise<void>;
  merge: (kind: 'account' | 'lead', id: string, other: string) => Promise<void>;
  close: () => Promise<void>;
};

/** Where CRMs differ. Each is held to its own. */
export type Traits = {
  merging: 'merges' | 'never merges';
  /** Whether an owner is compared and written in one step, so that of two writers one is told of the other. */
  writing: 'one step' | 'two steps';
  /** Whether lists of leads and deals say as well who set each owner, and when. */
  histories: 'in lists' | 'by id';
  accountUrl: RegExp;
};

export type Owned = 'account' | 'lead';
export const kinds: CrmKind[] = ['account', 'lead', 'deal'];
export const owned: Owned[] = ['account', 'lead'];

export type Visit = ReturnType<typeof visitWorld>;

/** A world for the tests of one description, and what they ask of it. */
export function visitWorld(open: () => Promise<CrmWorld>) {
  let opened: CrmWorld;
  const taken = { account: 0, lead: 0, deal: 0 };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  const world = () => opened;
  const crm = () => opened.crm;

  /** A record that no other test changes. */
  const fresh = (kind: CrmKind): string => {
    taken[kind] += 1;
    const id = world().ids[kind].at(-taken[kind]);
    if (id === undefined) throw new Error(`the world has too few records: ${kind}`);
    return id;
  };
  const listed = (
    kind: CrmKind,
    fields: Field[] = [],
    after?: string,
  ): AsyncIterable<CrmPage<{ id: string }>> => {
    switch (kind) {
      case 'account':
        return crm().accounts(fields, after);
      case 'lead':
        return crm().leads(fields, after);
      case 'deal':
        return crm().deals(after);
    }
  };
  const dealNow = async (id: string) => {
    const found = (await crm().get.deal([id])).get(id);
    if (found?.kind !== 'there') throw new Error(`deal ${id} is not there`);
    return found.record;
  };
  const ownedNow = async (kind: Owned, id: string, fields: Field[] = []) => {
    const found = (await crm().get[kind]([id], fields)).get(id);
    if (found?.kind !== 'there') throw new Error(`${kind} ${id} is not there`);
    return found.record;
  };
  const standNow = (kind: CrmKind, id: string) =>
    kind === 'deal' ? dealNow(id) : ownedNow(kind, id);
  const ownerNow = async (kind: CrmKind, id: string) => (await standNow(kind, id)).ownerId;
  /** Brings about that somebody owns it, or nobody. */
  const given = async (kind: CrmKind, owner: string | undefined): Promise<string> => {
    const id = fresh(kind);
    const expected = await ownerNow(kind, id);
    await tellOwner(crm(), { kind, id, expected, wanted: owner });
    expect(await ownerNow(kind, id)).toBe(owner);
    return id;
  };
  const textIn = async (kind: Owned, id: string, property: string) => {
    const field: Field = { record: kind, property, attribute: 'probe', type: 'text' };
    return (await ownedNow(kind, id, [field])).attributes.probe?.value;
  };

  /** It is in the world no more. */
  const forget = (kind: CrmKind, gone: string) => {
    opened.ids[kind] = opened.ids[kind].filter((id) => id !== gone);
    taken[kind] -= 1;
  };
  return { world, crm, fresh, forget, listed, ownedNow, standNow, ownerNow, given, textIn };
}
