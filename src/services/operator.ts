import type { Answer } from '../domain/lookup-answer.ts';
import type { OwnerCard } from '../domain/owner-card.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { findRepByEmail } from '../store/roster.ts';
import { whoOwns } from './lookup.ts';
import { changeOwner } from './ownership.ts';

export type Order = { asked: string; to: string; because: string; operator: string };

/** An operator's own hand, through the same door as everybody else's. */
export async function setOwner(
  ports: Ports,
  workspaceId: string,
  { asked, to, because, operator }: Order,
): Promise<{ account: string; from?: string }> {
  const { account, owner } = theOne(await whoOwns(ports, workspaceId, asked));
  const rep = await findRepByEmail(ports.database.prisma, workspaceId, to);
  if (!rep) throw new Refusal({ kind: 'unknown-rep', asked: to });
  await changeOwner(ports, workspaceId, {
    accountId: account.id,
    expected: owner?.id ?? null,
    wanted: rep.id,
    cause: { kind: 'operator' },
    actor: { kind: 'operator', name: operator },
    reason: because,
  });
  return { account: account.name, ...(owner && { from: owner.name }) };
}

/** Nobody can pick from a list here, so the order must name one account. */
function theOne(answer: Answer): OwnerCard {
  const { asked } = answer;
  switch (answer.kind) {
    case 'found':
      return answer.card;
    case 'several':
      throw new Refusal({ kind: 'several-accounts', asked, candidates: answer.suggestions });
    case 'none':
      throw new Refusal({ kind: 'unknown-account', asked });
  }
}
