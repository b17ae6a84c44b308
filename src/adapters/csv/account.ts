import type { Field } from '../../domain/field.ts';
import { domainNames } from '../../domain/reading/domain-names.ts';
import { listIn } from '../../domain/reading/tidy-text.ts';
import type { CrmAccount } from '../../ports.ts';
import { attributesOf, othersIn } from './attributes.ts';
import type { SeenRow } from './sheet.ts';

export function accountOf(row: SeenRow, fields: readonly Field[] = []): CrmAccount {
  const { id, cells, owner, accountId: parentId, ownerHistory, changedAt } = row;
  const others = othersIn(row, fields);
  const domains = domainNames([cells.domain]);
  return {
    id,
    name: cells.name ?? domains[0] ?? id,
    formerNames: listIn(cells.former_names),
    aliases: listIn(cells.aliases),
    shortForms: listIn(cells.short_forms),
    domains,
    ...(parentId && { parentId }),
    ...(cells.territory && { territory: cells.territory }),
    ...(owner && { ownerId: owner }),
    ownerHistory,
    attributes: attributesOf(row, fields, 'account'),
    ...(others && { others }),
    changedAt,
  };
}
