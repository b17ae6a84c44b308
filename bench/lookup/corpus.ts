import type { Company } from '../../src/sandbox/company/company.ts';

/** An account by its CRM id and the name that people corrupt. */
export type Listed = { id: string; name: string };

export function listAccounts(company: Company): Listed[] {
  return Array.from({ length: company.accountCount }, (_, index) => {
    const { crmId: id, name } = company.account(index);
    return { id, name };
  });
}
