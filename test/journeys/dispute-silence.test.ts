import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Staged } from '../support/bot.ts';
import { clockAt } from '../support/clock.ts';
import { deskOf } from '../support/desk.ts';
import { bring, caseOf, fileOn, idOf, type Name, stageDisputes } from '../support/dispute-desk.ts';
import { soon } from '../support/soon.ts';
import { passTo } from '../support/task-queue.ts';
import { TEAM, type World } from '../support/world.ts';

/** Ana and her manager Mia are in Berlin, as is Olga of ops; Dan, his manager Max and Sue, who leads both, are in New York. */
const inBerlin = { timeZone: 'Europe/Berlin', holidayRegion: 'DE' };
const inNewYork = { timeZone: 'America/New_York', holidayRegion: 'US' };
const nineToFive = [{ from: '09:00', until: '17:00' }];
const hours = {
  ...{ mon: nineToFive, tue: nineToFive, wed: nineToFive },
  ...{ thu: nineToFive, fri: nineToFive },
};

async function seat(world: World, names: Name[], calendar: typeof inBerlin): Promise<void> {
  await world.database.prisma.rep.updateMany({
    where: { workspaceId: TEAM, name: { in: names } },
    data: { ...calendar, hours },
  });
}

/** A Wednesday, 13:00 in New York and 19:00 in Berlin: the eve of Ascension Day, before the weekend of Memorial Day. */
const clock = clockAt('2044-05-25T17:00:00Z');
let staged: Staged;
const there = () => staged;
beforeAll(async () => {
  staged = await stageDisputes(
    async (world) => {
      await seat(world, ['Ana', 'Mia', 'Olga'], inBerlin);
      await seat(world, ['Dan', 'Max', 'Sue'], inNewYork);
      await bring(world, 'Elm', 'Ana');
    },
    { clock },
  );
});
afterAll(() => staged.stop());

const elm = caseOf(there, 'Elm');
/** So it is by then, and so the thread has told it. */
const at = async (iso: string, stands: RegExp, { reminded }: { reminded: number }) => {
  await passTo(await staged.beside(), clock, iso);
  await elm.shows(stands);
  await soon(async () => {
    const said = (await elm.thread()).match(/half of the time is over/g) ?? [];
    expect([iso, said.length]).toEqual([iso, reminded]);
  });
};

describe('a case about which nobody says anything', () => {
  it('waits for both sides until each of them has had a working day, a holiday on one side only', async () => {
    await fileOn(there, 'Dan', 'elm.example');
    await elm.shows(/Before both sides/);
    // Dan has had his eight hours on Thursday, which is Ascension Day in Berlin.
    await at('2044-05-26T21:30:00Z', /Before both sides/, { reminded: 0 });
    await at('2044-05-27T10:59:00Z', /Before both sides/, { reminded: 0 });
    await at('2044-05-27T11:00:00Z', /Before both sides/, { reminded: 1 });
    await elm.tells(/<@U0ANA> and <@U0DAN>: half of the time is over/);
    await at('2044-05-27T14:59:00Z', /Before both sides/, { reminded: 1 });
    await at('2044-05-27T15:00:00Z', /Before the managers.*nobody ended it in time/s, {
      reminded: 1,
    });
  });

  it('waits for the managers over the weekend and the holiday of the other', async () => {
    // Mia has had half of her time on Monday, which is Memorial Day in New York.
    await at('2044-05-30T22:00:00Z', /Before the managers/, { reminded: 1 });
    await at('2044-05-31T14:59:00Z', /Before the managers/, { reminded: 1 });
    await at('2044-05-31T15:00:00Z', /Before the managers/, { reminded: 2 });
    await elm.tells(/<@U0MIA> and <@U0MAX>: half of the time is over/);
    await at('2044-06-01T14:59:00Z', /Before the managers/, { reminded: 2 });
    await at('2044-06-01T15:00:00Z', /Before whoever leads the managers/, { reminded: 2 });
  });

  it('stays with its owner where nobody decides at the top either, and the thread says so', async () => {
    await at('2044-06-01T19:00:00Z', /Before whoever leads the managers/, { reminded: 3 });
    await at('2044-06-02T15:00:00Z', /Before ops\* \(<@U0OLGA>\)/, { reminded: 3 });
    // For Olga it is 17:00 by then: her day is Friday.
    await at('2044-06-03T11:00:00Z', /Before ops/, { reminded: 4 });
    await at('2044-06-03T14:59:00Z', /Before ops/, { reminded: 4 });
    await at('2044-06-03T15:00:00Z', /Nobody decided in time.*present owner keeps it/s, {
      reminded: 4,
    });
    await elm.tells(/Carried out and closed/);
    const thread = await elm.thread();
    expect(thread.match(/Nobody decided in time/g)).toHaveLength(1);
    expect(thread).toMatch(/Carried out and closed\. Either side may appeal until/);
    const cy = deskOf(there, idOf('Cy'));
    await cy.ask('/whoowns', 'elm.example');
    await cy.sees(/\*Owner\* .*U0ANA/);
  });
});
