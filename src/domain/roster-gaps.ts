import { needsChannel } from './notice.ts';
import type { RosterFile } from './roster.ts';

/** What a roster file refers to and nobody knows: the import leaves these out, one sentence each. */
export function rosterGaps(
  { teams, reps, territories, notices }: RosterFile,
  known: Record<'reps' | 'teams' | 'territories', Map<string, string>>,
): string[] {
  const nobody = (email: string | undefined) => email !== undefined && !known.reps.has(email);
  return [
    ...teams.flatMap(({ name, manager }) =>
      nobody(manager) ? [`team ${name}: nobody has its manager’s address ${manager}`] : [],
    ),
    ...reps.flatMap(({ email, team, absences }) => [
      ...(team && !known.teams.has(team) ? [`${email}: there is no team ${team}`] : []),
      ...absences.flatMap(({ from, backup }) =>
        nobody(backup) ? [`${email}, away from ${from}: nobody has the address ${backup}`] : [],
      ),
    ]),
    ...territories.flatMap(({ key, parent, coverage }) => [
      ...(parent && !known.territories.has(parent)
        ? [`territory ${key}: there is no territory ${parent} above it`]
        : []),
      ...coverage.flatMap(({ role, email }) =>
        nobody(email) ? [`territory ${key}: nobody has the address ${email} of its ${role}`] : [],
      ),
    ]),
    ...notices.flatMap(({ audience, to, when, territories: keys = [] }) => [
      ...(to === undefined && when !== 'off' && needsChannel(audience)
        ? [`notices for ${audience}: they need a channel in "to"`]
        : []),
      ...keys
        .filter((key) => !known.territories.has(key))
        .map((key) => `notices for ${audience}: no territory has the key ${key}`),
    ]),
  ];
}
