import type { DataTableBlock, TableBlock } from '@slack/types';
import { RichText } from './rich-text.tsx';

type CellOf = DataTableBlock['rows'][number][number];

export function Cell({ cell }: { cell: CellOf }) {
  switch (cell.type) {
    case 'rich_text':
      return <RichText block={cell} />;
    case 'raw_number':
      return <>{cell.text ?? cell.value.toLocaleString('en')}</>;
    case 'raw_text':
      return <>{cell.text}</>;
  }
}

export function Table({ block }: { block: TableBlock }) {
  const [head = [], ...rows] = block.rows;
  const lookOf = (column: number) => {
    const setting = block.column_settings?.[column];
    return `${setting?.align ?? 'left'} ${setting?.is_wrapped ? 'wrapped' : ''}`;
  };
  return (
    <section class="table-place" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" class={lookOf(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={lookOf(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
