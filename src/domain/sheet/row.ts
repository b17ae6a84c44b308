import { normalise } from '../matching/normalise.ts';
import { domainOf } from '../matching/question.ts';
import { domainNames } from '../reading/domain-names.ts';
import { listIn } from '../reading/tidy-text.ts';
import { valueAs } from '../reading/value.ts';
import { fold } from '../rules/fold.ts';
import type { SheetKind } from './column.ts';

/** Cells by the names of their columns; empty ones are left out. */
export type Cells = Readonly<Record<string, string>>;

/** `toldOwner` is whom the last file named; the owner may have changed since. Both by e-mail address. */
export type SheetRow = {
  id: string;
  cells: Cells;
  owner?: string | undefined;
  toldOwner?: string | undefined;
};

/** By which a row is the same in every file: of `sure` ones any will do, the others may be shared. */
export type Marks = { sure: string[]; likely: string[] };

export function marksOf(kind: SheetKind, cells: Cells): Marks {
  const { name = '', email } = cells;
  switch (kind) {
    case 'account':
      return { sure: domainNames([cells.domain]), likely: [accountKey(name)].filter(Boolean) };
    case 'lead': {
      const called = normalise(nameOf(cells) ?? '');
      return email
        ? { sure: [email.toLowerCase()], likely: [] }
        : { sure: [], likely: called ? [within(called, cells)] : [] };
    }
    case 'deal':
      return { sure: [], likely: name ? [within(normalise(name) || fold(name), cells)] : [] };
    case 'owner': {
      const address = valueAs('rep', email);
      return { sure: typeof address === 'string' ? [address] : [], likely: [] };
    }
  }
}

function within(name: string, { account }: Cells): string {
  return account ? `${name}:${accountKey(account)}` : name;
}

export function nameOf({ name, first_name: first, last_name: last }: Cells): string | undefined {
  return name ?? ([first, last].filter(Boolean).join(' ') || undefined);
}

/** What an account goes by in other rows: its id, name, domains and other names, each in one form. */
export function keysOf(kind: SheetKind, { id, cells }: SheetRow): string[] {
  if (kind !== 'account') return [];
  const names = [id, cells.name ?? '', ...listIn(cells.aliases)].map(accountKey);
  return [...new Set([...names, ...domainNames([cells.domain])])].filter((key) => key !== '');
}

/** The account that a row names: of an account its parent. */
export function referenceOf({ parent, account }: Cells): string | undefined {
  return accountKey(account ?? parent ?? '') || undefined;
}

/** A domain, or else a name or id as names are compared. */
function accountKey(text: string): string {
  return domainOf(text) ?? (normalise(text) || fold(text));
}
