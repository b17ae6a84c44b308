import { describe, expect, inject, it } from 'vitest';
import { stormApprovals } from '../support/approval-storm.ts';
import { copyTemplate } from '../support/databases.ts';

/** On the embedded database nobody else can look while the bot runs; test/journeys/crash.test.ts kills it there. */
const isShared = inject('template').kind === 'postgres';

describe.runIf(isShared)('a bot that is killed while managers approve', () => {
  it('has each approval in the log, in the CRM and in its channel once, and nothing is stuck', async () => {
    const { settings, drop } = await copyTemplate(inject('template'));
    const storm = { kills: 4, seed: 3, managers: 3, waiting: 3, isHurried: true };

    const { wrongs, counts } = await stormApprovals(settings, storm, () => undefined);

    expect(wrongs).toEqual([]);
    expect(counts.killed).toBe(4);
    expect(counts['windows for several sent']).toBeGreaterThan(0);
    await drop();
  });
});
