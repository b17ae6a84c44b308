import { addDays } from 'date-fns/addDays';
import { subDays } from 'date-fns/subDays';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { connect } from './hubspot-server.ts';

let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 60 });
});
afterAll(() => hubspot.stop());

const crm = () => connect({ url: hubspot.url }, { token: 'pat-sandbox' });
const until = () => new Date(hubspot.company.setting.today);
const lately = (id: string, days = 90) =>
  crm().activities?.(id, { since: subDays(until(), days), until: until() });
/** A company for which nobody has done anything yet. */
const quiet = (nth: number) => {
  const all = Array.from({ length: 60 }, (_, index) => index);
  const idle = all.filter((index) => hubspot.company.activitiesOf(index).length === 0);
  return hubspot.company.account(idle[nth] ?? -1).crmId;
};
const log = (companyId: string, ownerId: string, days: number, what: object) => {
  const at = subDays(until(), days).toISOString();
  return hubspot.ask('POST', '/admin/activity', { companyId, ownerId, at, ...what });
};

describe('what people did for a company', () => {
  it('is told with who turned to whom, newest first, and not what is older or only planned', async () => {
    const id = quiet(0);
    await log(id, '7', 5, { kind: 'emails' });
    await log(id, '7', 4, { kind: 'emails', isTheirs: true });
    await log(id, '8', 3, { kind: 'calls', isAnswered: true });
    await log(id, '8', 2, { kind: 'calls', isAnswered: false });
    await log(id, '7', 1, { kind: 'meetings', isAnswered: true });
    await log(id, '7', 6, { kind: 'meetings', isAnswered: false });
    await log(id, '7', 91, { kind: 'emails' });
    await log(id, '7', -1, { kind: 'meetings' });

    expect(await lately(id)).toEqual(
      [
        ['meeting', 'both', '7', 1],
        ['call', 'out', '8', 2],
        ['call', 'both', '8', 3],
        ['email', 'in', '7', 4],
        ['email', 'out', '7', 5],
        ['meeting', 'out', '7', 6],
      ].map(([kind, way, ownerId, days]) => ({
        ...{ kind, way, ownerId },
        at: addDays(until(), -Number(days)),
      })),
    );
  });

  it('comes whole where it is more than one page, and is no other company’s', async () => {
    const [busy, other] = [quiet(1), quiet(2)];
    for (let nth = 0; nth < 205; nth += 1) await log(busy, '7', 10, { kind: 'emails' });
    expect(await lately(busy)).toHaveLength(205);
    expect(await lately(other)).toEqual([]);
  });

  it('names the scope that is missing', async () => {
    await hubspot.ask('PATCH', '/admin/switches', { withoutScopes: ['sales-email-read'] });
    await expect(lately(quiet(0))).rejects.toThrow('add sales-email-read');
    await hubspot.ask('PATCH', '/admin/switches', { withoutScopes: [] });
  });

  it('is there in the sample company, of owners and of those who were it before', () => {
    const { company } = hubspot;
    const done = company.activitiesOf(0);
    const { owner, owners } = company.account(0);
    const known = new Set(owners.map((spell) => spell.owner));
    expect(done.length).toBeGreaterThan(5);
    expect(done.some((one) => one.owner === owner)).toBe(true);
    expect(done.every((one) => known.has(one.owner))).toBe(true);
  });
});
