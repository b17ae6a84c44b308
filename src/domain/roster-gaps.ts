import type { RosterFile } from './roster.ts';

/** What a roster file refers to and nobody knows: the import leaves these out, one sentence each. */
export function rosterGaps(
  { teams, reps, territories }: RosterFile,
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
  ];
}
