import { z } from 'zod';
import { nameOfAddress } from '../../domain/reading/address-name.ts';
import { tidyText } from '../../domain/reading/tidy-text.ts';
import type { CrmOwner } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { flawOf } from './fault.ts';
import { ownerEditorsOf } from './owner-history.ts';
import { pagesOf, wirePage } from './pages.ts';
import type { Sight } from './record.ts';

const PAGE = 500;
/** People come and go far less often than records are read. */
const REMEMBERED_MS = 300_000;
/** Whoever edits and is not among them may have been hired since; or is nobody's owner, and is not looked for each time. */
const LOOKED_FOR_MS = 60_000;

const text = z
  .string()
  .nullish()
  .transform((given) => tidyText(given ?? ''));

/** Of somebody deactivated HubSpot keeps the number and the address, not the name. */
const wireOwner = z
  .object({
    id: z.string().min(1),
    email: text,
    firstName: text,
    lastName: text,
    archived: z.boolean(),
    teams: z.array(z.object({ name: text, primary: z.boolean().catch(false) })).catch([]),
    userId: z.number().nullish(),
    userIdIncludingInactive: z.number().nullish(),
  })
  .transform(({ id, email, firstName, lastName, archived, teams, ...user }) => ({
    id,
    email: email ?? '',
    name: [firstName, lastName].filter(Boolean).join(' ') || nameOfAddress(email) || `Owner ${id}`,
    archived,
    team: (teams.find(({ primary }) => primary) ?? teams[0])?.name,
    userId: user.userIdIncludingInactive ?? user.userId ?? undefined,
  }));

/** Whom HubSpot numbers twice: as an owner of records, and as a user who edits them. */
type OwnerAndUser = CrmOwner & { userId: number | undefined };

export async function* readOwners(connection: Connection): AsyncGenerator<CrmOwner[]> {
  for await (const page of readOwnersAndUsers(connection)) {
    yield page.map(({ userId: _, ...owner }) => owner);
  }
}

/** The owner that each user is, to name who made a change. `users`: of whom it has to be known. */
export type OwnersByUser = (users?: readonly number[]) => Promise<Map<number, CrmOwner>>;

/** The people who have set the owners of these. */
export function editorsIn(
  sights: Map<string, Sight>,
  ownersByUser: OwnersByUser,
): Promise<Map<number, CrmOwner>> {
  const there = [...sights.values()].filter((one) => one.kind === 'there');
  return ownersByUser(there.flatMap(({ record }) => ownerEditorsOf(record)));
}

/** Read once in a while; a failure is not remembered. */
export function createOwnersByUser(connection: Connection): OwnersByUser {
  const { pace } = connection;
  let known: { byUser: Map<number, CrmOwner>; at: number } | undefined;
  return async (users = []) => {
    const age = known ? pace.elapsed() - known.at : Number.POSITIVE_INFINITY;
    const isStrange = users.some((user) => !known?.byUser.has(user));
    if (!known || age > (isStrange ? LOOKED_FOR_MS : REMEMBERED_MS)) {
      const at = pace.elapsed();
      known = { byUser: await readOwnersByUser(connection), at };
    }
    return known.byUser;
  };
}

async function readOwnersByUser(connection: Connection): Promise<Map<number, CrmOwner>> {
  const byUser = new Map<number, CrmOwner>();
  for await (const page of readOwnersAndUsers(connection)) {
    for (const { userId, ...owner } of page) {
      if (userId !== undefined) byUser.set(userId, owner);
    }
  }
  return byUser;
}

async function* readOwnersAndUsers({ read, log }: Connection): AsyncGenerator<OwnerAndUser[]> {
  const what = 'Reading owners';
  for (const archived of [false, true]) {
    const pages = pagesOf(what, (after) =>
      read(what, wirePage, ({ crm }) =>
        crm.owners.ownersApi.getPage(undefined, after, PAGE, archived),
      ),
    );
    for await (const { results } of pages) {
      yield results.flatMap((raw) => {
        const parsed = wireOwner.safeParse(raw);
        if (parsed.success) return [parsed.data];
        log.warn({ problem: flawOf(parsed.error) }, 'left out a HubSpot owner');
        return [];
      });
    }
  }
}
