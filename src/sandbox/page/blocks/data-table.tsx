import type { DataTableBlock } from '@slack/types';
import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { isNumeric, nextOrder, type Order, type Row, sortedRows } from './sorted-rows.ts';
import { Cell } from './table.tsx';

const usualPageSize = 10;

export function DataTable({ block }: { block: DataTableBlock }) {
  const [head = [], ...rows] = block.rows;
  const [order, setOrder] = useState<Order>();
  const [page, setPage] = useState(0);
  const size = block.page_size ?? usualPageSize;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = sortedRows(rows, order).slice(page * size, (page + 1) * size);
  const numeric = head.map((_, column) => isNumeric(rows, column));
  return (
    <div class="data-table">
      <div class="table-place">
        <table>
          <caption>{block.caption}</caption>
          <Head
            head={head}
            numeric={numeric}
            order={order}
            onSort={(column) => {
              setOrder(nextOrder(order, column));
              setPage(0);
            }}
          />
          <Body rows={shown} numeric={numeric} headColumn={block.row_header_column_index ?? 0} />
        </table>
      </div>
      {pages > 1 && <Pages page={page} pages={pages} rows={rows.length} onTurn={setPage} />}
    </div>
  );
}

function Head(props: {
  head: Row;
  numeric: boolean[];
  order: Order | undefined;
  onSort: (column: number) => void;
}) {
  const { order } = props;
  return (
    <thead>
      <tr>
        {props.head.map((cell, column) => {
          const direction = order?.column === column ? order.direction : 'none';
          return (
            <th
              key={column}
              scope="col"
              aria-sort={direction}
              class={props.numeric[column] ? 'right' : ''}
            >
              <button
                type="button"
                class={`sort ${direction}`}
                onClick={() => props.onSort(column)}
              >
                <Cell cell={cell} />
                <Icon name="down" />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Body({
  rows,
  numeric,
  headColumn,
}: {
  rows: Row[];
  numeric: boolean[];
  headColumn: number;
}) {
  return (
    <tbody>
      {rows.map((row, index) => (
        <tr key={index}>
          {row.map((cell, column) => {
            const look = numeric[column] ? 'right' : '';
            return column === headColumn ? (
              <th key={column} scope="row" class={look}>
                <Cell cell={cell} />
              </th>
            ) : (
              <td key={column} class={look}>
                <Cell cell={cell} />
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}

function Pages(props: {
  page: number;
  pages: number;
  rows: number;
  onTurn: (page: number) => void;
}) {
  const { page, pages, onTurn } = props;
  return (
    <nav class="pages" aria-label="Pages of the table">
      <span>
        {props.rows} rows · page {page + 1} of {pages}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="Previous page"
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      >
        <Icon name="left" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Next page"
        disabled={page === pages - 1}
        onClick={() => onTurn(page + 1)}
      >
        <Icon name="right" />
      </button>
    </nav>
  );
}
