import { type RulesChoice, wordBooks } from '../domain/dispute-books.ts';
import { type EvidenceLine, lineOf } from '../domain/dispute-evidence.ts';
import { gainersOf } from '../domain/dispute-outcome.ts';
import { type Dispute, isHearing } from '../domain/dispute-state.ts';
import type { Db } from '../store/database.ts';
import { readBooksNow, readStake } from '../store/dispute-books.ts';
import { readDesk } from '../store/dispute-desk.ts';
import type { Judged } from './account-case.ts';

/** What each outcome that is asked for would do to the books, whoever gains by it. */
export async function bookLines(
  db: Db,
  workspaceId: string,
  { dispute, judged }: { dispute: Dispute; judged: Judged | undefined },
  at: Date,
): Promise<EvidenceLine[]> {
  const { parties, account } = dispute;
  const rules = choiceOf(judged);
  const wanted = await wantedIn(db, workspaceId, dispute, at);
  const stake = await readStake(db, workspaceId, account.id);
  const concerned = [
    ...[stake.ownerId, ...parties.map(({ id }) => id), ...wanted],
    rules?.kind === 'rep' ? rules.id : undefined,
  ];
  const ids = [...new Set(concerned.filter((id) => id !== undefined))];
  const books = await readBooksNow(db, workspaceId, ids, at);
  return wordBooks(books, stake, { wanted, rules }).map(lineOf('books', 'registry', at));
}

/** Whom the claims, and what is said by now, would have it: the owner of the family’s head where that is asked. */
async function wantedIn(
  db: Db,
  workspaceId: string,
  dispute: Dispute,
  at: Date,
): Promise<string[]> {
  const { claims, account } = dispute;
  const asked = claims.flatMap(({ claim }) => claim.wanted?.id ?? []);
  const isOfFamily = claims.some(({ claim }) => claim.kind === 'family');
  const desk = isOfFamily ? await readDesk(db, workspaceId, account.id, at) : undefined;
  const { offer, votes } = isHearing(dispute) ? dispute : { offer: undefined, votes: [] };
  const rulings = [...(offer ? [offer.ruling] : []), ...votes.map(({ ruling }) => ruling)];
  const said = rulings.flatMap(({ outcome }) => ('to' in outcome ? gainersOf(outcome) : []));
  return [...new Set([...asked, ...(desk?.familyOwner ? [desk.familyOwner.id] : []), ...said])];
}

function choiceOf(judged: Judged | undefined): RulesChoice | undefined {
  if (!judged?.one.findings.rule) return undefined;
  const { target } = judged.one;
  switch (target.kind) {
    case 'rep':
      return { kind: 'rep', id: target.seat.id };
    case 'pool':
      return { kind: 'pool', name: target.pool };
    case 'present':
    case 'nobody':
      return undefined;
  }
}
