import type { Field } from '../../domain/field.ts';
import { nameOf } from '../../domain/sheet/row.ts';
import type { CrmLead } from '../../ports.ts';
import { attributesOf } from './attributes.ts';
import type { SeenRow } from './sheet.ts';

export function leadOf(row: SeenRow, fields: readonly Field[] = []): CrmLead {
  const { id, cells, owner, accountId, ownerHistory, changedAt } = row;
  const { email } = cells;
  return {
    id,
    ...(accountId && { accountId }),
    name: nameOf(cells) ?? email ?? id,
    ...(email && { email }),
    ...(owner && { ownerId: owner }),
    ownerHistory,
    attributes: attributesOf(row, fields, 'lead'),
    changedAt,
  };
}
