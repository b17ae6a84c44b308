import { useId } from 'preact/hooks';
import { Key } from './chart-key.tsx';
import { ChartTable } from './chart-table.tsx';
import { PieChart } from './pie-chart.tsx';
import { SeriesChart } from './series-chart.tsx';
import type { DataVisualizationBlock } from './shapes.ts';

export function Chart({ block }: { block: DataVisualizationBlock }) {
  const { chart, title } = block;
  const id = useId();
  return (
    <figure class={`chart chart-${chart.type}`} aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      {chart.type === 'pie' ? (
        <PieChart chart={chart} title={title} />
      ) : (
        <>
          <SeriesChart chart={chart} title={title} />
          {chart.series.length > 1 && (
            <Key kind={chart.type} names={chart.series.map(({ name }) => name)} />
          )}
        </>
      )}
      <details class="chart-data">
        <summary>Show as table</summary>
        <ChartTable chart={chart} title={title} />
      </details>
    </figure>
  );
}
