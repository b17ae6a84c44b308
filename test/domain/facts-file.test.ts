import { describe, expect, it } from 'vitest';
import { factsIn } from '../../src/domain/facts-file.ts';

const at = new Date('2026-11-20');

describe('a file of facts', () => {
  it('is read as an import reads what the CRM says', () => {
    const { known, problems } = factsIn(
      { Name: 'Acme', country: 'USA', state: 'Calif.', Employees: '1,200', domain: 'acme.com' },
      at,
    );
    expect(problems).toEqual([]);
    expect(known.facts).toMatchObject({
      ...{ record: 'account', name: 'Acme', country: 'US', state: 'CA' },
      ...{ employees: 1200, domain: 'acme.com', domains: ['acme.com'] },
    });
  });

  it('may be about a lead, and names its people by address', () => {
    const { known } = factsIn({ record: 'lead', owner: 'Ana@Example.com' }, at);
    expect(known.facts).toMatchObject({ record: 'lead', owner: 'ana@example.com' });
  });

  it('names an attribute that there is not, and a value that nobody can read', () => {
    expect(factsIn({ contry: 'US', country: 'Atlantis' }, at).problems).toEqual([
      'unknown attribute "contry": did you mean country?',
      'country says "Atlantis", which nobody can read',
    ]);
  });
});
