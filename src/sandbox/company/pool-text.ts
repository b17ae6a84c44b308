import type { Person } from './person.ts';

/** The desks that share work, one for each way of dealing it out. */
export function poolTexts(people: Person[]): string {
  const executives = people.filter(({ job, left }) => job === 'ae' && !left);
  const inTeam = (...teams: string[]) =>
    executives.filter(({ team }) => teams.includes(team ?? ''));
  const west = inTeam('Enterprise West');
  const enterprise = inTeam('Enterprise West', 'Enterprise East');
  const development = people.filter(({ job }) => job === 'sdr');
  return `# Whose turn it is.
pool "Healthcare desk" round robin = ${listed(executives)}
  requires certificate HIPAA
  overflow "Inbound desk"

pool "Inbound desk" round robin = ${listed(development)}

# Whoever fits best.
pool "Strategic desk" best fit by skills, language, segment, win rate = ${listed(enterprise)}

# By the time that each has.
pool "Mid-Market desk" weighted = ${weighted(inTeam('Mid-Market'))}
  overflow "Inbound desk"

# Whoever has least.
pool "Small business desk" least loaded by count = ${listed(inTeam('SMB'))}
  overflow "Inbound desk"
pool "Enterprise West desk" least loaded by value = ${listed(west)}

# Whoever takes it first.
pool "Public sector desk" claim = ${listed(enterprise)}
`;
}

function listed(people: Person[]): string {
  return people.length === 0 ? 'none' : people.map(({ email }) => email).join(', ');
}

function weighted(people: Person[]): string {
  const shares = people.map(({ email, weight }) =>
    weight === 1 ? email : `${email} weight ${weight}`,
  );
  return shares.join(', ');
}
