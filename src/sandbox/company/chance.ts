/** One stream of rolls a purpose, so that a new roll for names never changes anybody's owner. */
const streams = {
  kin: 1,
  name: 2,
  place: 3,
  size: 4,
  trade: 5,
  times: 6,
  owner: 7,
  history: 8,
  dirt: 9,
  copy: 10,
  deals: 11,
  deal: 12,
  dealStamp: 13,
  contacts: 14,
  contact: 15,
  contactStamp: 16,
  people: 17,
  reach: 18,
  ids: 19,
  origin: 20,
  activities: 21,
  activity: 22,
} as const;

type Stream = keyof typeof streams;

/** Chance without memory: the same seed, stream and index give the same rolls, in any order. */
export type Dice = {
  /** In [0, 1). */
  roll(): number;
  below(count: number): number;
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Like `pick`, with the front of the list much more often than its end. */
  lean<T>(list: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
};

export function mix(seed: number, stream: Stream, index: number): number {
  return scramble(scramble(scramble(seed) ^ Math.imul(streams[stream], 0x85ebca77)) ^ index);
}

/** In [0, 1), for facts so cheap that a scan of a million asks for them. */
export function fraction(seed: number, stream: Stream, index: number): number {
  return mix(seed, stream, index) / 2 ** 32;
}

export function dice(seed: number, stream: Stream, index: number): Dice {
  let state = mix(seed, stream, index);
  const roll = () => {
    state = (state + 0x9e3779b9) | 0;
    return scramble(state) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(roll() * count);
  return {
    roll,
    below,
    happens: (share) => roll() < share,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    lean: <T>(list: readonly T[]) => list[Math.floor(roll() ** 1.5 * list.length)] as T,
    normal: () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll()),
  };
}

/** Spreads every bit of a 32-bit number over all of them. */
function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
