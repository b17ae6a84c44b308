import { tolerance } from '../../matching/spelling.ts';
import type { Anchored } from '../text/comments.ts';
import type { Around, KnownRep } from './around.ts';
import type { Draft } from './finding.ts';
import type { Guess } from './spelling.ts';

/** Whether somebody whom a sentence ends with is known and still here. */
export function repFindings(
  email: string,
  lead: string,
  about: Anchored,
  { reps }: Around,
  guess: Guess,
): Draft[] {
  if (!reps) return [];
  const rep = reps.get(email.toLowerCase());
  if (!rep) {
    return [
      {
        severity: 'error',
        kind: 'unknown-rep',
        about,
        message: `${lead} ${email.slice(0, 80)}, an address that nobody in the registry has.`,
        remedy: guess(
          email,
          likeAddresses(email, reps),
          'Correct the address, or add them to the roster first.',
        ),
      },
    ];
  }
  if (rep.presence !== 'left') return [];
  return [
    {
      severity: 'warning',
      kind: 'inactive-rep',
      about,
      message: `${lead} ${rep.name} (${email}), who has left.`,
      remedy: 'Name somebody who is here.',
    },
  ];
}

/** Those that have one of the two parts in common: two short names at one company are not alike. */
function likeAddresses(email: string, reps: ReadonlyMap<string, KnownRep>): string[] {
  const [name = '', domain = ''] = email.toLowerCase().split('@');
  const alike = tolerance(name.length) > 0 ? `@${domain}` : undefined;
  return [...reps.keys()].filter(
    (each) => each.startsWith(`${name}@`) || (alike !== undefined && each.endsWith(alike)),
  );
}
