import { z } from 'zod';
import type { Clock, OwnerReceipt } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { faultOf, HubSpotFault } from './fault.ts';
import { wireRecord } from './record.ts';
import { waitBeforeRetry } from './retry.ts';

const PROPERTY = 'hubspot_owner_id';

/** Whose owner is written, by HubSpot's own names. */
type Owned = { kind: 'companies' | 'contacts'; id: string };
type Owners = { expected?: string; wanted?: string };

const nouns = { companies: 'company', contacts: 'contact' } as const;

/**
 * HubSpot has no conditional write, and an answer may get lost behind one that was carried out. So
 * what stands is read before and after each try, and what is read decides.
 */
export async function writeOwner(
  connection: Connection,
  clock: Clock,
  owned: Owned,
  { expected, wanted }: Owners,
): Promise<OwnerReceipt> {
  let last: Try = { landed: 'no' };
  for (let tries = 1; ; tries += 1) {
    const { present, since } = await readOwner(connection, owned);
    if (present === wanted) {
      return { kind: last.landed === 'no' ? 'already' : 'written', at: since ?? clock.now() };
    }
    if (present !== expected || last.landed === 'yes') return { kind: 'conflict', present };
    if (last.landed === 'perhaps' && last.final) throw last.fault;
    last = await tryToWrite(connection, owned, wanted, tries);
  }
}

type Try =
  | { landed: 'yes' }
  | { landed: 'no' }
  | { landed: 'perhaps'; fault: HubSpotFault; final: boolean };

/** Ends after the wait that its failure asks for; throws what no further try can mend. */
async function tryToWrite(
  { send, pace, log }: Connection,
  { kind, id }: Owned,
  wanted: string | undefined,
  tries: number,
): Promise<Try> {
  const what = `Writing the owner of ${nouns[kind]} ${id}`;
  const properties = { [PROPERTY]: wanted ?? '' };
  try {
    await send(what, z.unknown(), ({ crm }) =>
      crm.objects.basicApi.update(kind, id, { properties }),
    );
    return { landed: 'yes' };
  } catch (error) {
    const fault = faultOf(error, what);
    const waitMs = waitBeforeRetry(fault, tries, pace);
    const final = waitMs === undefined;
    if (final && fault.kind !== 'unknown') throw fault;
    log.warn({ problem: fault.message, tries }, 'looking whether the owner was written');
    await pace.sleep(waitMs ?? 0);
    return fault.kind === 'unknown' ? { landed: 'perhaps', fault, final } : { landed: 'no' };
  }
}

async function readOwner(
  { read }: Connection,
  { kind, id }: Owned,
): Promise<{ present: string | undefined; since: Date | undefined }> {
  const what = `Reading the owner of ${nouns[kind]} ${id}`;
  const record = await read(what, wireRecord, ({ crm }) =>
    crm.objects.basicApi.getById(kind, id, [PROPERTY], [PROPERTY]),
  );
  // HubSpot answers for a merged record with the one that it became.
  if (record.id !== id) {
    throw new HubSpotFault('gone', `${what}: it was merged into ${nouns[kind]} ${record.id}.`);
  }
  const [latest] = record.propertiesWithHistory[PROPERTY] ?? [];
  const present = record.properties[PROPERTY];
  return { present, since: latest?.value === present ? latest?.at : undefined };
}
