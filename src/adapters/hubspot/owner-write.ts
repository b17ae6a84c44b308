import { z } from 'zod';
import type { Clock, OwnerReceipt, OwnerWrite } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { faultOf, HubSpotFault } from './fault.ts';
import { wireRecord } from './record.ts';
import { waitBeforeRetry } from './retry.ts';

const PROPERTY = 'hubspot_owner_id';

/**
 * HubSpot has no conditional write, and an answer may get lost behind one that was carried out. So
 * what stands is read before and after each try, and what is read decides.
 */
export async function writeOwner(
  connection: Connection,
  clock: Clock,
  { accountId, expected, wanted }: OwnerWrite,
): Promise<OwnerReceipt> {
  let tried: Attempt['kind'] | 'not' = 'not';
  for (let tries = 1; ; tries += 1) {
    const { present, since } = await readOwner(connection, accountId);
    if (present === wanted) {
      return { kind: tried === 'not' ? 'already' : 'written', at: since ?? clock.now() };
    }
    if (present !== expected || tried === 'taken') return { kind: 'conflict', present };
    const attempt = await patchOwner(connection, accountId, wanted);
    tried = attempt.kind;
    if (attempt.kind === 'failed') await waitOrThrow(connection, attempt.fault, tries);
  }
}

type Attempt = { kind: 'taken' } | { kind: 'failed'; fault: HubSpotFault };

async function patchOwner(
  { send }: Connection,
  accountId: string,
  wanted: string | undefined,
): Promise<Attempt> {
  const what = `Writing the owner of company ${accountId}`;
  const properties = { [PROPERTY]: wanted ?? '' };
  try {
    await send(what, z.unknown(), ({ crm }) =>
      crm.objects.basicApi.update('companies', accountId, { properties }),
    );
    return { kind: 'taken' };
  } catch (error) {
    return { kind: 'failed', fault: faultOf(error, what) };
  }
}

async function waitOrThrow({ pace, log }: Connection, fault: HubSpotFault, tries: number) {
  const waitMs = waitBeforeRetry(fault, tries, pace);
  if (waitMs === undefined) throw fault;
  log.warn(
    { problem: fault.message, waitMs: Math.round(waitMs) },
    'looking whether it was written',
  );
  await pace.sleep(waitMs);
}

async function readOwner(
  { read }: Connection,
  accountId: string,
): Promise<{ present: string | undefined; since: Date | undefined }> {
  const what = `Reading the owner of company ${accountId}`;
  const record = await read(what, wireRecord, ({ crm }) =>
    crm.objects.basicApi.getById('companies', accountId, [PROPERTY], [PROPERTY]),
  );
  // HubSpot answers for a merged company with the one that it became.
  if (record.id !== accountId) {
    throw new HubSpotFault('gone', `${what}: it was merged into company ${record.id}.`);
  }
  const [latest] = record.propertiesWithHistory[PROPERTY] ?? [];
  const present = record.properties[PROPERTY];
  return { present, since: latest?.value === present ? latest?.at : undefined };
}
