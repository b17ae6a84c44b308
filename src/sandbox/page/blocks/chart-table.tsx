import type { PieChart, SeriesChart } from './shapes.ts';

/** The numbers behind the picture, for those who read rather than look. */
export function ChartTable({ chart, title }: { chart: PieChart | SeriesChart; title: string }) {
  const { head, rows } = chart.type === 'pie' ? ofSegments(chart) : ofSeries(chart);
  return (
    <div class="table-place">
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, column) => (
                <td key={head[column + 1]} class="right">
                  {value?.toLocaleString('en') ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ofSegments({ segments }: PieChart) {
  const rows = segments.map(({ label, value }) => ({ label, values: [value] }));
  return { head: ['Segment', 'Value'], rows };
}

function ofSeries({ series, axis_config: axes }: SeriesChart) {
  const rows = axes.categories.map((label) => ({
    label,
    values: series.map(({ data }) => data.find((point) => point.label === label)?.value),
  }));
  return { head: [axes.x_label ?? 'Category', ...series.map(({ name }) => name)], rows };
}
