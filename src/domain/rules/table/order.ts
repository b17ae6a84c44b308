import { type Goal, nameOfPlace, type Place } from './place.ts';

/** A line of a table, and whose it is, in forms that can be compared. */
export type Line = {
  place: Place;
  goal: Goal;
  rule: string;
  owner: string;
  key: string;
  width: number;
};

/** What is in a table already, by how narrow it is and by place. */
export type Earlier = Map<number, Map<string, Line>>;

export function remember(lines: readonly Line[], earlier: Earlier): void {
  for (const line of lines) {
    const alike = earlier.get(line.width) ?? new Map<string, Line>();
    alike.set(line.key, line);
    earlier.set(line.width, alike);
  }
}

/** In a table the narrower place wins: a rule that loses to a wider one before it would win there. */
export function overtaken(lines: readonly Line[], earlier: Earlier): string | undefined {
  for (const line of lines) {
    const other = sameBefore(line, earlier) ?? widerBefore(line, earlier);
    if (!other) continue;
    const place = nameOfPlace(line.place);
    return `${place} goes to rule "${other.rule}" before it, and in a table the narrower place wins`;
  }
  return undefined;
}

function sameBefore({ width, key, owner }: Line, earlier: Earlier): Line | undefined {
  const other = earlier.get(width)?.get(key);
  return other && other.owner !== owner ? other : undefined;
}

/** Seldom asked: most rule sets have the narrower places first. */
function widerBefore({ width, place, owner }: Line, earlier: Earlier): Line | undefined {
  for (const [wider, lines] of earlier) {
    if (wider >= width) continue;
    for (const other of lines.values()) {
      if (other.owner !== owner && mayMeet(other.place, place)) return other;
    }
  }
  return undefined;
}

function mayMeet(a: Place, b: Place): boolean {
  return mayBeOne(a.country, b.country) && mayBeOne(a.state, b.state) && mayHold(a.zip, b.zip);
}

function mayBeOne(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function mayHold(a = '', b = ''): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
