import { nameOfAddress } from '../../domain/reading/address-name.ts';
import { valueAs } from '../../domain/reading/value.ts';
import { nameOf } from '../../domain/sheet/row.ts';
import type { CrmOwner } from '../../ports.ts';
import type { SeenRow } from './sheet.ts';

/** Known by their e-mail address, in the sheet as everywhere. */
export function ownerOf({ id, cells }: SeenRow): CrmOwner {
  return {
    id,
    email: id,
    name: nameOf(cells) ?? nameOfAddress(id),
    archived: valueAs('boolean', cells.active) === false,
  };
}
