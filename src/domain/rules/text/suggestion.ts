import { editDistance, tolerance } from '../../matching/spelling.ts';

/** Longer words are not misspellings of anything. */
const LONGEST = 60;
/** So many choices are listed where none is near. */
const MOST_LISTED = 8;

/** The form in which names are the same: case, accents, hyphens, underscores and spaces do not matter. */
export function nameForm(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\s_-]/gu, '');
}

/** The candidate that was probably meant. */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const form = nameForm(written);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = distanceOf(form, nameForm(candidate));
    if (distance !== undefined && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** A word cut short is as near as one with an edit. */
function distanceOf(form: string, candidate: string): number | undefined {
  const most = tolerance(form.length);
  const distance = editDistance(form, candidate, most);
  if (distance <= most) return distance;
  return form.length >= 3 && candidate.startsWith(form) ? most + 1 : undefined;
}

/** What helps with a word that is none of the candidates. */
export function suggestion(written: string, candidates: readonly string[]): string | undefined {
  const meant = nearest(written, candidates);
  if (meant !== undefined) return `did you mean ${meant}?`;
  if (candidates.length === 0) return undefined;
  if (candidates.length <= MOST_LISTED) return `write ${eitherOf(candidates)}`;
  const listed = candidates.slice(0, MOST_LISTED).join(', ');
  return `known are ${listed} and ${candidates.length - MOST_LISTED} more`;
}

export function eitherOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}
