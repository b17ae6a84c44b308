import { expect } from 'vitest';
import type { Ports } from '../../src/ports.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { aChange } from './changes.ts';
import { openEars } from './hubspot-ears.ts';
import { openHubSpotRegistry } from './hubspot-registry.ts';
import { soon } from './soon.ts';

/** A registry that HubSpot tells of what happens; the tests say when it looks after it. */
export async function openCrmCases() {
  const here = await openHubSpotRegistry(40);
  const ears = await openEars(here);
  const { prisma } = here.world.database;
  const crmId = (nth: number) => here.company.account(nth).crmId;
  const receiptsOf = async (accountId: string) => {
    const task = { workspaceId: here.id, payload: { path: ['accountId'], equals: accountId } };
    const writes = await prisma.task.findMany({ where: { ...task, kind: 'crm-owner' } });
    return writes.map(({ receipt }) => Object(receipt).kind);
  };
  /** HubSpot has told this of a record, and nobody has looked after it yet. */
  const heard = (id: string, content: object) =>
    soon(async () => {
      const about = {
        ...{ workspaceId: here.id, settledAt: null },
        payload: { path: ['id'], equals: id },
      };
      const told = await prisma.inboxEvent.findMany({ where: about });
      const payloads = told.map(({ payload }) => payload);
      expect(payloads).toContainEqual(expect.objectContaining({ content }));
    });
  /** Gives an account to somebody else, here. */
  const moveHere = async (nth: number) => {
    const { id: accountId, ownerId: expected } = await here.account(crmId(nth));
    const rep = await prisma.rep.findFirstOrThrow({
      where: {
        ...{ workspaceId: here.id, leftAt: null, crmOwnerId: { not: null } },
        id: { not: expected ?? '' },
      },
      orderBy: { crmOwnerId: 'asc' },
    });
    await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted: rep.id }));
    return { accountId, expected, rep };
  };
  /** One rule, by which Iceland is somebody’s who is here. */
  const publishIceland = async () => {
    const owner = here.company.reps.find(({ left }) => !left);
    const text = `
rule "Iceland"
  in geography
  says "Iceland has one owner."
  when country = IS
  then rep ${owner?.email}`;
    const by = { kind: 'operator', name: 'ops' } as const;
    await publishRules(here.ports, here.id, { text, note: '', by });
    return owner;
  };
  return {
    ...{ here, ears, prisma, crmId, receiptsOf, heard, moveHere, publishIceland },
    look: () => takeNews(here.ports, here.id),
    write: (ports: Ports = here.ports) => writeCrmOwners(ports, here.id),
    changesOf: (accountId: string) => prisma.ownershipChange.count({ where: { accountId } }),
    writesOf: (nth: number) => here.written.filter((id) => id === crmId(nth)).length,
    ownerThere: async (nth: number) => {
      const found = (await here.crm.get.account([crmId(nth)])).get(crmId(nth));
      return found?.kind === 'there' ? found.record.ownerId : found?.kind;
    },
    close: async () => {
      await here.close();
      await ears.close();
    },
  };
}
