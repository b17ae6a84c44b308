import { saveAccountNames } from '../../src/store/account-names.ts';
import { register, TEAM, type World } from './world.ts';

type Entry = { domain: string; ownerId?: string; facts?: Record<string, string | number> };

/** An account that can be looked up, with facts that came from the CRM on one day. */
export async function enter(world: World, name: string, entry: Entry): Promise<string> {
  const { domain, ownerId, facts = {} } = entry;
  const accountId = await register(world, name, { ...(ownerId && { ownerId }) });
  const names = [{ kind: 'name' as const, name }];
  await saveAccountNames(world.database.prisma, TEAM, [{ accountId, names, domains: [domain] }]);
  const from = { source: 'HubSpot', at: '2026-01-05T00:00:00Z' };
  const attributes = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, { value, ...from }]),
  );
  await world.database.prisma.account.update({ where: { id: accountId }, data: { attributes } });
  return accountId;
}
