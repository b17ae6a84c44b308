import type { Dispute } from '../domain/dispute-state.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { approveBatch, readStoredValue, saveProposedFixes } from '../store/fixes.ts';
import { newId } from '../store/id.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'clock' | 'queue' | 'crm'>;

/** `tell`: who hears what the CRM made of it, beside the case. */
type Correction = {
  disputeId: string;
  accountId: string;
  attribute: string;
  value: string;
  by: Actor;
  tell: string | undefined;
};

/** A right value goes to the CRM; as soon as it stands there, the account is routed anew on it. Refuses where there is none. */
export async function writeValue(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { disputeId, accountId, attribute, value, by, tell }: Correction,
): Promise<void> {
  if (!ports.crm(workspaceId)) throw new Refusal({ kind: 'no-ruling', fault: { kind: 'no-crm' } });
  const batchId = newId();
  const at = ports.clock.now();
  const previous = await readStoredValue(tx, workspaceId, accountId, attribute);
  const fix = { accountId, attribute, previous, proposed: value };
  await saveProposedFixes(tx, workspaceId, [fix], { batchId, by, at });
  await approveBatch(tx, workspaceId, batchId, by, at);
  const write = { kind: 'crm-fixes', batchId, part: 1, disputeId } as const;
  await queueTasks(tx, ports, workspaceId, [{ ...write, ...(tell && { place: tell }) }]);
}

/** What triage found to be wrong, where a clean value is known. */
export function correct(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  disputeId: string,
  { account, finding, filers }: Extract<Dispute, { status: 'data-fix' }>,
): Promise<void> {
  const tell = filers.find(({ slackUserId }) => slackUserId)?.slackUserId;
  return writeValue(tx, ports, workspaceId, {
    ...{ disputeId, accountId: account.id, attribute: finding.attribute, value: finding.is, tell },
    by: { kind: 'machine', name: 'Cadastre' },
  });
}
