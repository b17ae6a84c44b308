import { useId } from 'preact/hooks';
import { markerFor, Patterns, patternFor } from './chart-key.tsx';
import { type Scale, scaleFor, shortNumber } from './scale.ts';
import type { SeriesChart as Series } from './shapes.ts';

const width = 560;
const edge = { left: 52, right: 12, top: 26 };
const floor = 206;

type Drawing = {
  chart: Series;
  id: string;
  x: (at: number) => number;
  y: (value: number) => number;
  slot: number;
};

export function SeriesChart({ chart, title }: { chart: Series; title: string }) {
  const id = useId();
  const scale = scaleFor(chart.series.flatMap(({ data }) => data.map(({ value }) => value)));
  const drawing = drawingOf(chart, id, scale);
  return (
    <svg
      class="series-chart"
      viewBox={`0 0 ${width} ${floor + (chart.axis_config.x_label ? 44 : 24)}`}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      <Patterns id={id} />
      <Grid scale={scale} drawing={drawing} />
      {chart.type === 'bar' ? <Bars drawing={drawing} /> : <Lines drawing={drawing} />}
      <Axis drawing={drawing} />
    </svg>
  );
}

function drawingOf(chart: Series, id: string, scale: Scale): Drawing {
  const slot = (width - edge.left - edge.right) / chart.axis_config.categories.length;
  const share = (value: number) => (value - scale.least) / (scale.most - scale.least);
  return {
    chart,
    id,
    slot,
    x: (at) => edge.left + slot * (at + 0.5),
    y: (value) => edge.top + (floor - edge.top) * (1 - share(value)),
  };
}

function Grid({ scale, drawing: { y } }: { scale: Scale; drawing: Drawing }) {
  return (
    <g class="chart-grid">
      {scale.steps.map((step) => (
        <g key={step}>
          <path
            d={`M${edge.left} ${y(step)}H${width - edge.right}`}
            class={step === 0 ? 'zero' : ''}
          />
          <text x={edge.left - 8} y={y(step) + 4} text-anchor="end">
            {shortNumber(step)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Axis({ drawing: { chart, x, slot } }: { drawing: Drawing }) {
  const { categories, x_label: xLabel, y_label: yLabel } = chart.axis_config;
  const room = Math.max(3, Math.floor(slot / 6.2));
  return (
    <g class="chart-axis">
      {categories.map((category, at) => (
        <text key={category} x={x(at)} y={floor + 16} text-anchor="middle">
          <title>{category}</title>
          {category.length > room ? `${category.slice(0, room - 1)}…` : category}
        </text>
      ))}
      {xLabel && (
        <text x={(width + edge.left) / 2} y={floor + 38} text-anchor="middle" class="axis-name">
          {xLabel}
        </text>
      )}
      {yLabel && (
        <text x={0} y={11} class="axis-name">
          {yLabel}
        </text>
      )}
    </g>
  );
}

function Bars({ drawing: { chart, id, x, y, slot } }: { drawing: Drawing }) {
  const { series, axis_config: axes } = chart;
  const wide = Math.min(44, (slot * 0.74) / series.length);
  return (
    <>
      {series.flatMap(({ name, data }, index) =>
        data.map(({ label, value }) => {
          const at = axes.categories.indexOf(label);
          const left = x(at) - (wide * series.length) / 2 + wide * index;
          const top = Math.min(y(value), y(0));
          return (
            <g key={`${name} ${label}`}>
              <title>{`${name}, ${label}: ${value.toLocaleString('en')}`}</title>
              <rect
                x={left + 1}
                y={top}
                width={wide - 2}
                height={Math.abs(y(value) - y(0))}
                rx={2}
                fill={patternFor(id, index)}
              />
              {wide >= 22 && (
                <text x={left + wide / 2} y={top - 4} text-anchor="middle" class="bar-value">
                  {shortNumber(value)}
                </text>
              )}
            </g>
          );
        }),
      )}
    </>
  );
}

function Lines({ drawing: { chart, x, y } }: { drawing: Drawing }) {
  const { series, axis_config: axes, type } = chart;
  return (
    <>
      {series.map(({ name, data }, index) => {
        const points = data.map(({ label, value }) => ({
          label,
          value,
          left: x(axes.categories.indexOf(label)),
          top: y(value),
        }));
        const path = `M${points.map(({ left, top }) => `${left} ${top}`).join('L')}`;
        const look = `line-${index % 6}`;
        const closed = `${path}L${points.at(-1)?.left} ${y(0)}L${points[0]?.left} ${y(0)}z`;
        return (
          <g key={name} class={look}>
            {type === 'area' && <path d={closed} class="area" />}
            <path d={path} class="line" />
            {points.map(({ label, value, left, top }) => (
              <path
                key={label}
                d={markerFor(index)}
                transform={`translate(${left} ${top})`}
                class={`marker ${look}`}
              >
                <title>{`${name}, ${label}: ${value.toLocaleString('en')}`}</title>
              </path>
            ))}
          </g>
        );
      })}
    </>
  );
}
