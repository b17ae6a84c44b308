import { describe, expect, it } from 'vitest';
import { aPage, aRecord, connect, quickPace, startPortal } from './hubspot-server.ts';

const ann = { id: '11', email: 'ann@us.example', firstName: 'Ann', lastName: 'Lee' };
const cy = { id: '13', email: 'cy@us.example', firstName: 'Cy', lastName: 'Rao' };
const at = '2026-11-02T08:00:00.000Z';

describe('Who edits companies of HubSpot', () => {
  it('F14 is remembered for some minutes; somebody hired since is looked for after one', async () => {
    const staff = [{ ...ann, archived: false, userId: 1 }];
    let editor = 1;
    const portal = await startPortal(({ path, query }) => {
      if (path.includes('/owners/')) return aPage(query.get('archived') === 'true' ? [] : staff);
      const version = { value: '11', timestamp: at, sourceType: 'CRM_UI', updatedByUserId: editor };
      const propertiesWithHistory = { hubspot_owner_id: [version] };
      return aPage([aRecord('77', { hubspot_owner_id: '11' }, { propertiesWithHistory })]);
    });
    const pace = quickPace();
    const crm = connect(portal, { pace });
    const editorNow = async () => {
      const found = (await crm.get.account(['77'])).get('77');
      return found?.kind === 'there' ? found.record.ownerHistory[0]?.by.name : undefined;
    };
    const listings = () => portal.calls.filter(({ path }) => path.includes('/owners/')).length;

    expect([await editorNow(), await editorNow()]).toEqual(['Ann Lee', 'Ann Lee']);
    expect(listings()).toBe(2);
    editor = 3;
    staff.push({ ...cy, archived: false, userId: 3 });
    expect(await editorNow()).toBe('HubSpot user 3');
    await pace.sleep(61_000);
    expect([await editorNow(), await editorNow()]).toEqual(['Cy Rao', 'Cy Rao']);
    expect(listings()).toBe(4);
  });
});
