import { type House, openHouse } from '../../src/house.ts';
import { createLog } from '../../src/log.ts';

export const SECRET = 'bench-secret';
export const TOKEN = 'bench-token';

/** Database, queue and CRM as the bot has them, without Slack. */
export function benchHouse(
  databaseUrl: string,
  hubspotUrl: string,
  callsPerTenSeconds: number,
  publicUrl = 'http://127.0.0.1',
): Promise<House> {
  const push = { secret: SECRET, publicUrl, signature: 'v3' } as const;
  return openHouse(
    {
      database: { url: databaseUrl },
      http: { port: 0, host: '127.0.0.1' },
      role: 'worker',
      logLevel: 'error',
      crm: { kind: 'hubspot', access: { token: TOKEN }, url: hubspotUrl, callsPerTenSeconds, push },
    },
    createLog('error'),
  );
}
