import type { SheetColumn, SheetKind } from '../../domain/sheet/column.ts';
import type { Cells } from '../../domain/sheet/row.ts';
import type { CrmTouch, OwnerHistory, OwnerWrite } from '../../ports.ts';

/** A row as it stands, with the account that it names where just one is called so. */
export type SeenRow = {
  id: string;
  cells: Cells;
  owner?: string | undefined;
  ownerHistory: OwnerHistory;
  accountId?: string | undefined;
  changedAt: Date;
};

/** What became of a write. `stranger`: nobody among the owners has the address that is wanted. */
type OwnerStand =
  | { kind: 'written' | 'already'; at: Date }
  | { kind: 'conflict'; present: string | null }
  | { kind: 'gone' | 'stranger' };

/** Where the rows of a workspace are kept, one sheet of each kind. */
export type Sheet = {
  columns: (kind: SheetKind) => Promise<SheetColumn[]>;
  /** Those of them that are not there. */
  addColumns: (kind: SheetKind, wanted: SheetColumn[]) => Promise<void>;
  /** In the order of their ids, those after one; none where there are no more. */
  page: (kind: SheetKind, after: string) => Promise<SeenRow[]>;
  some: (kind: SheetKind, ids: string[]) => Promise<SeenRow[]>;
  /** In the order of their touches, those after one; none where there are no more. */
  touched: (kind: SheetKind, after: CrmTouch) => Promise<CrmTouch[]>;
  /** Compares and writes as one step. */
  writeOwners: (
    writes: OwnerWrite[],
    hand: { at: Date; by: { id: string; name: string } },
  ) => Promise<Map<string, OwnerStand>>;
  /** The same of cells of accounts, each by itself: the rows of which one was written, as they are now. */
  writeCells: (writes: CellWrite[], at: Date) => Promise<WrittenRow[]>;
};

/** A cell of an account's row, as it is written in the file. */
export type CellWrite = { id: string; column: string; expected: string; wanted: string };
type WrittenRow = Pick<SeenRow, 'id' | 'cells'> & { at: Date };
