/** One turn in the whole numbers that credit is kept in: it divides evenly by every number up to 30. */
export const TURN = 2_329_089_562_800;

/** Less than this is what rounding to whole numbers leaves behind after a million turns. */
const HAIR = TURN / 1_000_000;

/** Credit: what somebody is due of a pool's turns, less the turns they have had. A pool's credits add up to nothing. */
export type Stake = { weight: number; credit: number };

/**
 * One turn among those who can be asked: each is credited with their share of it, and whoever gets it pays it back
 * whole. Nobody else's credit moves, so it neither grows nor shrinks while somebody is away.
 *
 * The turn goes to whoever would first be owed a whole one. From even books, and while the same people can be asked,
 * that keeps everybody strictly within one turn of their share (Tijdeman 1980); always taking the largest credit, as
 * smooth weighted round robin does, strays to a turn and a third where weights differ. In changing company no method
 * can promise one turn: whoever loses a draw may always be paired with somebody who lost theirs. What is owed is never
 * forgotten then, and the largest debt is paid first.
 */
export function takeTurn(stakes: readonly Stake[]): {
  winner: number;
  /** Before the turn is paid for: what the choice was made by. */
  due: number[];
  credits: number[];
} {
  const weights = stakes.map(({ weight }) => weight);
  const shares = shareOut(TURN, weights);
  const due = stakes.map(({ credit }, index) => credit + (shares[index] ?? 0));
  const winner = firstOwed(due, weights);
  const credits = due.map((credit, index) => (index === winner ? credit - TURN : credit));
  return { winner, due, credits };
}

/** Parts of a whole number in proportion to weights; they add up to it exactly. */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  // A weight counts to the thousandth.
  const whole = weights.map((weight) => BigInt(Math.max(1, Math.round(weight * 1000))));
  const total = whole.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return [];
  const shares = whole.map((weight) => Number((BigInt(amount) * weight) / total));
  const left = amount - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, index) => share + (index < Math.abs(left) ? Math.sign(left) : 0));
}

function firstOwed(due: readonly number[], weights: readonly number[]): number {
  const most = Math.max(...due);
  // Somebody is owed a whole turn; or nobody is owed anything, since they all had more than their share in other company.
  if (most >= TURN || most <= HAIR) return due.indexOf(most);
  const waits = due.map((credit, index) =>
    credit > HAIR ? (TURN - credit) / (weights[index] ?? 1) : Number.POSITIVE_INFINITY,
  );
  const first = Math.min(...waits);
  // Between two who would be owed a turn at the same time, the larger credit spreads turns more evenly.
  const largest = Math.max(...due.filter((_, index) => waits[index] === first));
  return due.findIndex((credit, index) => waits[index] === first && credit === largest);
}

/** Credits of those who stay once others have left: what the leavers were due, or had too much, is shared by all. */
export function inherit(stakes: readonly Stake[], left: number): number[] {
  const shares = shareOut(
    left,
    stakes.map(({ weight }) => weight),
  );
  return stakes.map(({ credit }, index) => credit + (shares[index] ?? 0));
}
