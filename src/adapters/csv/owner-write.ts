import type { Clock, OwnerReceipt, OwnerWrite } from '../../ports.ts';
import type { Sheet } from './sheet.ts';

export const OWNERS_AT_ONCE = 500;
const BY = { id: 'cadastre', name: 'Cadastre' };

/** A column beside that nobody has made is left out: that must not keep owners from being written. */
export async function writeOwners(
  sheet: Sheet,
  clock: Clock,
  writes: OwnerWrite[],
): Promise<Map<string, OwnerReceipt>> {
  const names = {
    account: await namesOf(sheet, 'account'),
    lead: await namesOf(sheet, 'lead'),
    deal: await namesOf(sheet, 'deal'),
  };
  const sound = writes.map(({ beside = {}, ...write }) => {
    const known = Object.entries(beside).filter(([name]) => names[write.kind].has(name));
    return { ...write, beside: Object.fromEntries(known) };
  });
  const stands = await sheet.writeOwners(sound, { at: clock.now(), by: BY });
  return new Map(
    writes.flatMap((write) => {
      const stand = stands.get(write.trace);
      return stand ? [[write.trace, receiptOf(write, stand)] as const] : [];
    }),
  );
}

async function namesOf(sheet: Sheet, kind: OwnerWrite['kind']): Promise<Set<string>> {
  return new Set((await sheet.columns(kind)).map(({ name }) => name));
}

type Stand = Awaited<ReturnType<Sheet['writeOwners']>> extends Map<string, infer One> ? One : never;

function receiptOf({ kind, id, wanted }: OwnerWrite, stand: Stand): OwnerReceipt {
  const what = `Writing the owner of ${kind} ${id}`;
  switch (stand.kind) {
    case 'written':
    case 'already':
      return { kind: stand.kind, at: stand.at };
    case 'conflict':
      return { kind: 'conflict', ...(stand.present !== null && { present: stand.present }) };
    case 'gone':
      return {
        kind: 'refused',
        why: 'gone',
        problem: `${what}: the sheet has no such row any more.`,
      };
    case 'stranger':
      return {
        ...{ kind: 'refused', why: 'invalid' },
        problem: `${what}: nobody among the owners of the sheet has the address ${wanted}. Add them with cadastre sheet import owners, then retry.`,
      };
  }
}
