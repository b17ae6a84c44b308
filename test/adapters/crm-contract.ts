import { describe } from 'vitest';
import { ownersContract } from './crm-contract-owners.ts';
import { readingContract } from './crm-contract-reading.ts';
import { valuesContract } from './crm-contract-values.ts';
import { type CrmWorld, type Traits, visitWorld } from './crm-world.ts';

/** What the port Crm promises, to be kept by every adapter. */
export function crmContract(name: string, traits: Traits, open: () => Promise<CrmWorld>): void {
  describe(`${name}, as the port Crm promises,`, () => {
    const visit = visitWorld(open);
    readingContract(visit, traits);
    ownersContract(visit, traits);
    valuesContract(visit);
  });
}
