import { fileDispute } from '../domain/dispute.ts';
import { partyOf } from '../domain/dispute-bench.ts';
import { asksForNothing, type Claim, type Party } from '../domain/dispute-claim.ts';
import type { Brought, CommandOf, DisputeCommand } from '../domain/dispute-command.ts';
import { factNamed, upToToday } from '../domain/dispute-filing.ts';
import type { Ruling } from '../domain/dispute-outcome.ts';
import { partiesOf } from '../domain/dispute-sides.ts';
import type { Dispute } from '../domain/dispute-state.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { extended, standardCatalogue } from '../domain/rules/attribute.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readHeldUp } from '../store/dispute-precedents.ts';
import {
  type Disputable,
  findOpenDispute,
  findOpenDisputesOf,
  openDispute,
  readDisputable,
  readDispute,
} from '../store/disputes.ts';
import { readStoredValue } from '../store/fixes.ts';
import { newId } from '../store/id.ts';
import { lockDeeds } from '../store/ownership.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { readStaff } from '../store/staff.ts';
import { auditLinesOf } from './dispute-audit.ts';
import { refuseBarred, refuseRested } from './dispute-bars.ts';
import { queueDrawing, takeStep } from './dispute-cases.ts';
import { queueFiles } from './dispute-files.ts';
import { gainersBeside } from './dispute-gains.ts';
import { disputePolicyNow } from './dispute-policy.ts';
import { refuseLeaver } from './permission.ts';
import { ownAttributes } from './sound-fields.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;
type Asker = { workspaceId: string; userId: string };

/** What somebody says when they contest an account. */
export type Filing = Omit<Claim, 'wanted'> & { accountId: string; wantedId?: string };
export type Raised = { disputeId: string; how: 'filed' | 'joined' };

/** Files a case, or joins the one that is open on the account’s family; what is brought along stays with it. */
export async function raiseDispute(
  ports: Needs,
  asker: Asker,
  filing: Filing,
  brought: readonly Brought[] = [],
): Promise<Raised> {
  const { workspaceId } = asker;
  return inTransaction(ports.database, async (tx) => {
    const by = await filerOf(tx, ports, asker);
    const raised = await fileOrJoin(tx, ports, workspaceId, filing, by);
    for (const one of brought) {
      await takeStep(tx, ports, workspaceId, raised.disputeId, () => ({
        ...{ kind: 'submit', by },
        ...one,
      }));
      await queueFiles(tx, ports, workspaceId, raised.disputeId, one.files ?? []);
    }
    return raised;
  });
}

async function fileOrJoin(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  filing: Filing,
  by: Party,
): Promise<Raised> {
  const account = await readDisputable(tx, workspaceId, filing.accountId);
  if (!account) throw new Refusal({ kind: 'unknown-account', asked: filing.accountId });
  const deeds = await lockDeeds(tx, workspaceId, [account.id, account.familyId]);
  const claim = await claimOf(tx, ports, workspaceId, filing, by);
  const present = deeds.get(account.id)?.owner;
  if (present && asksForNothing(claim, present)) {
    throw new Refusal({ kind: 'theirs-already', account: account.name, owner: present.name });
  }
  await refuseBarred(tx, ports, workspaceId, account, claim);
  const open = await findOpenDispute(tx, workspaceId, account);
  const party = present ? await partyNamed(tx, ports, workspaceId, present.id) : undefined;
  if (open) return join(tx, ports, workspaceId, open, { by, claim, account, owner: party });
  await refuseRested(tx, ports, workspaceId, account, { by, claim });
  const filed = fileDispute({
    ...{ account: { id: account.id, name: account.name }, by, claim, at: ports.clock.now() },
    ...(party && { owner: party }),
  });
  const { number: policyNumber } = await disputePolicyNow(tx, workspaceId);
  const id = newId();
  const number = await openDispute(tx, workspaceId, {
    ...{ id, familyId: account.familyId, policyNumber, filed },
  });
  await appendAudit(tx, workspaceId, auditLinesOf({ id, number, account }, [filed]));
  await queueTasks(tx, ports, workspaceId, [{ kind: 'hear-dispute', disputeId: id }]);
  await queueDrawing(tx, ports, workspaceId, { head: { id, lastSeq: 1, accountId: account.id } });
  return { disputeId: id, how: 'filed' };
}

async function filerOf(tx: Db, { clock }: Needs, asker: Asker): Promise<Party> {
  const { workspaceId, userId } = asker;
  const person = await findRepBySlackUser(tx, workspaceId, userId);
  const role = await readRole(tx, workspaceId, userId);
  if (!person || !may(role, 'raise disputes')) {
    throw new Refusal({ kind: 'not-your-role', deed: 'raise disputes' });
  }
  await refuseLeaver(tx, asker, clock.now());
  return partyOf(person);
}

async function partyNamed(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  id: string,
): Promise<Party> {
  const found = (await readStaff(tx, workspaceId, clock.now())).byId.get(id);
  if (!found) throw new Refusal({ kind: 'unknown-rep', asked: id });
  return partyOf(found);
}

/** Who says nothing of whom it should go to, means themselves, where a claim is about who. */
async function claimOf(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { accountId, wantedId, ...claim }: Filing,
  by: Party,
): Promise<Claim> {
  const { attribute, contestedAt } = claim;
  const isAboutWho = claim.kind !== 'data-wrong' && claim.kind !== 'duplicate';
  const wanted = wantedId
    ? await partyNamed(tx, ports, workspaceId, wantedId)
    : isAboutWho
      ? by
      : undefined;
  return {
    ...{ ...claim, ...(wanted && { wanted }) },
    ...(attribute && { attribute: await factMeant(tx, workspaceId, accountId, attribute) }),
    ...(contestedAt && { contestedAt: upToToday(contestedAt, ports.clock.now()) }),
  };
}

/** What rules may ask, what is mapped, or what is stored of this very account. */
async function factMeant(
  tx: Db,
  workspaceId: string,
  accountId: string,
  written: string,
): Promise<string> {
  if ((await readStoredValue(tx, workspaceId, accountId, written)) !== '') return written;
  const all = extended(standardCatalogue, await ownAttributes(tx, workspaceId));
  return factNamed(written, new Map([...all.values()].map(({ key, label }) => [key, label])));
}

type Joining = { by: Party; claim: Claim; account: Disputable; owner: Party | undefined };

/** Also over another account of its family, whose owner is heard then. */
async function join(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  id: string,
  { by, claim, account: { id: accountId, name }, owner }: Joining,
): Promise<Raised> {
  await takeStep(tx, ports, workspaceId, id, ({ dispute }) => {
    const isBeside = accountId !== dispute.account.id;
    const beside = { id: accountId, name, ...(owner && { owner }) };
    return {
      ...{ kind: 'join', by },
      claim: { ...claim, ...(isBeside && { account: beside }) },
      parties: partiesOf([...dispute.parties, by, claim.wanted, isBeside ? owner : undefined]),
    };
  });
  return { disputeId: id, how: 'joined' };
}

/** What somebody says to a case that is open. */
export type DisputeSaid =
  | { kind: 'offer'; ruling: Ruling }
  | { kind: 'agree'; number: number }
  | { kind: 'pass-up'; why: string }
  | { kind: 'rule'; ruling: Ruling; code: string; text: string; note?: string }
  | { kind: 'second'; number: number }
  | ({ kind: 'submit' } & Brought)
  | { kind: 'withdraw'; reason: string };

export async function speakInDispute(
  ports: Needs,
  asker: Asker,
  id: string,
  said: DisputeSaid,
): Promise<Dispute> {
  const { workspaceId } = asker;
  const gainers = await gainersBeside(ports, workspaceId, id, said);
  return inTransaction(ports.database, async (tx) => {
    const by = await filerOf(tx, ports, asker);
    if (said.kind === 'submit') await queueFiles(tx, ports, workspaceId, id, said.files ?? []);
    return takeStep(tx, ports, workspaceId, id, () => {
      const command: DisputeCommand = { ...said, by };
      return command.kind === 'rule' || command.kind === 'second'
        ? { ...command, gainers }
        : command;
    });
  });
}

/** One appeal, with something new. It opens the case again, so no other may be open on its account; elsewhere in the family one may. */
export async function appealDispute(
  ports: Needs,
  asker: Asker,
  id: string,
  { text, link }: Pick<CommandOf<'appeal'>, 'text' | 'link'>,
): Promise<Dispute> {
  const { workspaceId } = asker;
  return inTransaction(ports.database, async (tx) => {
    const by = await filerOf(tx, ports, asker);
    const found = await readDispute(tx, workspaceId, id);
    if (!found) throw new Refusal({ kind: 'out-of-date' });
    const { accountId, familyId } = found.head;
    await lockDeeds(tx, workspaceId, [accountId, familyId]);
    const isTaken = (await findOpenDisputesOf(tx, workspaceId, [accountId])).length > 0;
    const heldUp = await readHeldUp(tx, workspaceId, id);
    return takeStep(tx, ports, workspaceId, id, () => ({
      ...{ kind: 'appeal', by, text, link, isTaken, heldUp },
    }));
  });
}
