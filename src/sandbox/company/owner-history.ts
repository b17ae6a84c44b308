import { type Dice, dice } from './chance.ts';
import type { Person } from './person.ts';

/** From `at` on, `owner` (CRM owner id, '' for nobody) held the account. */
export type OwnerSpell = { owner: string; at: number; by: number | null; source: OwnerSource };

type OwnerSource = 'CRM_UI' | 'IMPORT' | 'AUTOMATION_PLATFORM' | 'INTEGRATION';

/** Who may hold what. */
export type Sales = {
  executives: Person[];
  managers: Person[];
  ops: Person[];
  /** The present and former holders of a leaf: the executive, and who acts when that one left. */
  holders: Map<string, { executive: Person; acting: Person }>;
};

export function salesOf(people: Person[]): Sales {
  const executives = people.filter(({ job }) => job === 'ae');
  const managers = people.filter(({ job }) => job === 'manager');
  const holders = new Map(
    executives.map((executive) => {
      const manager = managers.find(({ team }) => team === executive.team);
      const acting = executive.left && manager ? manager : executive;
      return [executive.territory ?? '', { executive, acting }];
    }),
  );
  return { executives, managers, ops: people.filter(({ job }) => job === 'revops'), holders };
}

type Life = { leaf: string; createdAt: number; modifiedAt: number };

export function ownerHistory(sales: Sales, seed: number, index: number, life: Life): OwnerSpell[] {
  const present = presentOwner(sales, dice(seed, 'owner', index), life.leaf);
  const rolls = dice(seed, 'history', index);
  const earlier = earlierOwners(sales, rolls, life.leaf, present);
  const moments = earlier.map(() => rolls.roll()).sort((a, b) => a - b);
  const span = life.modifiedAt - life.createdAt;
  return [...earlier, present].map((owner, nth) => {
    const at = nth === 0 ? life.createdAt : life.createdAt + span * (moments[nth - 1] ?? 0);
    const source = nth === 0 ? 'IMPORT' : rolls.pick(laterSources);
    const by = source === 'CRM_UI' || source === 'IMPORT' ? rolls.pick(sales.ops).crmUserId : null;
    return { owner, at: Math.floor(at), by, source };
  });
}

const laterSources: OwnerSource[] = [
  'CRM_UI',
  'CRM_UI',
  'CRM_UI',
  'AUTOMATION_PLATFORM',
  'INTEGRATION',
];

function presentOwner(sales: Sales, rolls: Dice, leaf: string): string {
  const roll = rolls.roll();
  if (roll < 0.07) return '';
  const holder = sales.holders.get(leaf);
  if (!holder) return '';
  if (roll < 0.13) return strayOwner(sales, rolls, holder.executive).crmOwnerId;
  return (roll < 0.4 ? holder.executive : holder.acting).crmOwnerId;
}

/** Somebody whom the territory does not explain: mostly a team mate, now and then anybody. */
function strayOwner(sales: Sales, rolls: Dice, holder: Person): Person {
  if (rolls.happens(0.1)) return rolls.pick(sales.executives);
  return rolls.pick(sales.executives.filter(({ team }) => team === holder.team));
}

function earlierOwners(sales: Sales, rolls: Dice, leaf: string, present: string): string[] {
  const count = rolls.pick([0, 0, 0, 0, 1, 1, 1, 2, 2, 3]);
  const team = sales.holders.get(leaf)?.executive.team;
  const mates = sales.executives.filter(
    (mate) => mate.team === team && mate.crmOwnerId !== present,
  );
  const owners: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const next = rolls.happens(0.12) ? '' : rolls.pick(mates).crmOwnerId;
    if (next !== owners.at(-1)) owners.push(next);
  }
  return owners.at(-1) === present ? owners.slice(0, -1) : owners;
}
