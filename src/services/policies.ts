import type { z } from 'zod';
import {
  type ApprovalPolicy,
  approvalPolicy,
  namesInApprovals,
} from '../domain/approval-policy.ts';
import { type DisputePolicy, disputePolicy } from '../domain/dispute-policy.ts';
import type { Actor } from '../domain/ownership.ts';
import type { PolicyKind, PolicyNames, PolicyVersion } from '../domain/policy.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  listPolicies,
  lockPolicies,
  type NewPolicy,
  readFormerPolicy,
  readPolicy,
  savePolicy,
} from '../store/policies.ts';
import { readSeats } from '../store/seats.ts';
import { readPolicyFile } from './policy-file.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Form<Body> = { schema: z.ZodType<Body>; names: (body: Body) => PolicyNames };

const approvals: Form<ApprovalPolicy> = { schema: approvalPolicy, names: namesInApprovals };
const disputes: Form<DisputePolicy> = {
  schema: disputePolicy,
  names: ({ interim }) => ({ emails: interim ? [interim] : [], territories: [] }),
};

/** A file as its kind reads it, and whom and what it names; refuses one that cannot be read. */
export function readPolicyText(
  kind: PolicyKind,
  text: string,
): { body: unknown; names: PolicyNames } {
  switch (kind) {
    case 'approvals':
      return readAs(kind, text, approvals);
    case 'disputes':
      return readAs(kind, text, disputes);
  }
}

function readAs<Body>(kind: PolicyKind, text: string, { schema, names }: Form<Body>) {
  const reading = readPolicyFile(text, schema);
  if (reading.kind === 'faulty') {
    throw new Refusal({ kind: 'faulty-policy', policy: kind, problems: reading.problems });
  }
  return { body: reading.body, names: names(reading.body) };
}

/** Refuses a file that names people or places whom the roster does not have. */
export async function checkPolicy(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  { kind, text }: { kind: PolicyKind; text: string },
): Promise<{ body: unknown }> {
  const { body, names } = readPolicyText(kind, text);
  const { byEmail, territories } = await readSeats(database.prisma, workspaceId);
  const problems = [
    ...names.emails
      .filter((email) => !byEmail.has(email))
      .map(
        (email) => `nobody in the roster has the address ${email}: add them there, or correct it`,
      ),
    ...names.territories
      .filter((key) => !territories.has(key.toLowerCase()))
      .map((key) => `there is no territory ${key}: add it to the roster, or correct it`),
  ];
  if (problems.length > 0) throw new Refusal({ kind: 'faulty-policy', policy: kind, problems });
  return { body };
}

export type PolicyPublication = { kind: PolicyKind; text: string; note: string; by: Actor };

/** Makes this file the policy that holds, under the next number. */
export async function publishPolicy(
  ports: Needs,
  workspaceId: string,
  { kind, text, note, by }: PolicyPublication,
): Promise<{ number: number }> {
  const { body } = await checkPolicy(ports, workspaceId, { kind, text });
  return inTransaction(ports.database, async (tx) => {
    await lockPolicies(tx, workspaceId);
    return save(tx, ports, workspaceId, { kind, body, source: text, note, by });
  });
}

/** The policy that held before holds again, under the next number: undone once more, the later one does. */
export async function undoPolicy(
  ports: Needs,
  workspaceId: string,
  { kind, note, by }: Omit<PolicyPublication, 'text'>,
): Promise<{ number: number; like: number }> {
  return inTransaction(ports.database, async (tx) => {
    await lockPolicies(tx, workspaceId);
    const former = await readFormerPolicy(tx, workspaceId, kind);
    if (!former) throw new Refusal({ kind: 'no-former-policy', policy: kind });
    const { body, source, number: like } = former;
    return { ...(await save(tx, ports, workspaceId, { kind, body, source, note, by })), like };
  });
}

async function save(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  policy: NewPolicy,
): Promise<{ number: number }> {
  const at = clock.now();
  const before = await readPolicy(tx, workspaceId, policy.kind);
  const number = await savePolicy(tx, workspaceId, policy, at);
  await appendAudit(tx, workspaceId, [
    {
      ...{ at, actor: policy.by, action: 'policy-published', reason: policy.note },
      subject: { kind: 'policy', id: policy.kind },
      before: before ? { number: before.number } : null,
      after: { number },
      context: { policy: policy.kind },
    },
  ]);
  return { number };
}

/** As it was written. */
export async function showPolicy(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  kind: PolicyKind,
): Promise<PolicyVersion & { source: string }> {
  const found = await readPolicy(database.prisma, workspaceId, kind);
  if (!found) throw new Refusal({ kind: 'no-policy', policy: kind });
  return found;
}

export async function policyHistory(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  kind: PolicyKind,
): Promise<PolicyVersion[]> {
  return listPolicies(database.prisma, workspaceId, kind);
}
