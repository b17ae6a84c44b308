import type { Clock, Crm, CrmOwner } from '../../ports.ts';
import { accountOf } from './account.ts';
import { makeFields, readFields } from './attributes.ts';
import { dealOf } from './deal.ts';
import { leadOf } from './lead.ts';
import { ownerOf } from './owner.ts';
import { OWNERS_AT_ONCE, writeOwners } from './owner-write.ts';
import { getRows, pagesOf, touchedSince } from './pages.ts';
import type { Sheet } from './sheet.ts';
import { writeValues } from './value-write.ts';

/** A row that was merged away here would come back with the next file. */
const NO_MERGER =
  'The sheet’s rows cannot be merged from here. Leave one of the two out of the file, and import it with --replace.';

/** The records of a workspace that has no CRM, as its operator's files say them. */
export function createSheetCrm(
  sheet: Sheet,
  { clock, accountUrl }: { clock: Clock; accountUrl?: string | undefined },
): Crm {
  return {
    name: 'the sheet',
    owners: () => ownersIn(sheet),
    accounts: (fields, after) => pagesOf(sheet, 'account', (row) => accountOf(row, fields), after),
    deals: (after) => pagesOf(sheet, 'deal', dealOf, after),
    leads: (fields, after) => pagesOf(sheet, 'lead', (row) => leadOf(row, fields), after),
    get: {
      account: (ids, fields) => getRows(sheet, 'account', ids, (row) => accountOf(row, fields)),
      lead: (ids, fields) => getRows(sheet, 'lead', ids, (row) => leadOf(row, fields)),
      deal: (ids) => getRows(sheet, 'deal', ids, dealOf),
    },
    mergeAccounts: async () => ({ kind: 'refused', problem: NO_MERGER }),
    fields: (record) => readFields(sheet, record),
    makeFields: (record, wanted) => makeFields(sheet, record, wanted),
    changedSince: (kind, since) => touchedSince(sheet, kind, since),
    all: (kind) => touchedSince(sheet, kind, new Date(0)),
    accountUrl: async () => accountUrl,
    ownersAtOnce: OWNERS_AT_ONCE,
    writeOwners: (writes) => writeOwners(sheet, clock, writes),
    writeValues: (writes, fields) => writeValues(sheet, clock, writes, fields),
  };
}

async function* ownersIn(sheet: Sheet): AsyncGenerator<CrmOwner[]> {
  for await (const { records } of pagesOf(sheet, 'owner', ownerOf)) yield records;
}
