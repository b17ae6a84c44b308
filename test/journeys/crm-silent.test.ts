import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter } from '../support/accounts.ts';
import { type Staged, stageBot } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { hire } from '../support/world.ts';

/** A HubSpot that takes calls and answers none of them. */
const silent = createServer(() => undefined);
let staged: Staged;
beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const crm = { kind: 'hubspot', access: { token: 'pat-test' }, url } as const;
  staged = await stageBot(
    async (world) => {
      await hire(world, 'Ana', { slackUserId: 'U1ADA' });
      await enter(world, 'Elm', { domain: 'elm.example', facts: {} });
    },
    { crm: { ...crm, callsPerTenSeconds: 1000 } },
  );
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await staged.stop();
});

describe('F15 a HubSpot that hangs', () => {
  it('keeps no bot from starting, and no look-up from being answered', async () => {
    const desk = deskOf(() => staged, 'U1ADA');
    await desk.ask('/whoowns', 'elm.example');
    await desk.sees(/Elm/);
    expect((await fetch(`${staged.url}/readyz`)).ok).toBe(true);
  });
});
