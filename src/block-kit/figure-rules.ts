import { error, type Fields, isFields, type Problem, written } from './problem.ts';
import { blocksOf, partsOf } from './tree.ts';

const longestTable = 10_000;

/** Rules between the cells of a table and between the points of a chart. */
export function checkFigures(blocks: unknown, pointer: string): Problem[] {
  return blocksOf(blocks, pointer).flatMap((block) => {
    switch (block.type) {
      case 'data_table':
        return checkDataTable(block.fields, block.pointer);
      case 'data_visualization':
        return checkChart(block.fields.chart, `${block.pointer}/chart`);
      default:
        return [];
    }
  });
}

function checkDataTable(fields: Fields, pointer: string): Problem[] {
  const rows = Array.isArray(fields.rows) ? fields.rows.filter(Array.isArray) : [];
  const [header = []] = rows;
  const columns = header.length;
  const labels = Number(fields.row_header_column_index ?? 0);
  const length = partsOf(rows, '').reduce(
    (sum, { fields: cell }) => sum + written(cell.text ?? cell.value).length,
    0,
  );
  const rich = header.some((cell: unknown) => isFields(cell) && cell.type === 'rich_text');
  return [
    ...rows.flatMap((row, index) =>
      row.length === columns
        ? []
        : [error(`${pointer}/rows/${index}`, `needs ${columns} cells like the header`)],
    ),
    ...(rich ? [error(`${pointer}/rows/0`, 'the header allows no rich_text')] : []),
    ...(labels >= columns
      ? [error(`${pointer}/row_header_column_index`, `there are ${columns} columns`)]
      : []),
    ...(length > longestTable
      ? [error(`${pointer}/rows`, `cells exceed ${longestTable} characters together`)]
      : []),
  ];
}

function checkChart(chart: unknown, pointer: string): Problem[] {
  if (!isFields(chart) || !Array.isArray(chart.series)) return [];
  const axis = isFields(chart.axis_config) ? chart.axis_config.categories : [];
  const categories = Array.isArray(axis) ? axis : [];
  const series = chart.series.filter(isFields);
  const names = series.map((each) => each.name);
  const doubles = names.some((name, index) => names.indexOf(name) < index);
  return [
    ...(doubles ? [error(`${pointer}/series`, 'series names must be unique')] : []),
    ...series.flatMap(({ data }, index) => {
      const labels = (Array.isArray(data) ? data : []).map((point) => point?.label);
      const fits =
        labels.length === categories.length &&
        categories.every((category) => labels.includes(category));
      const at = `${pointer}/series/${index}/data`;
      return fits ? [] : [error(at, 'needs exactly one point per category')];
    }),
  ];
}
