import { useId } from 'preact/hooks';
import { Patterns, patternFor } from './chart-key.tsx';
import type { PieChart as Pie } from './shapes.ts';

const radius = 78;

export function PieChart({ chart, title }: { chart: Pie; title: string }) {
  const id = useId();
  const total = chart.segments.reduce((sum, { value }) => sum + value, 0);
  let from = 0;
  const slices = chart.segments.map(({ label, value }, index) => {
    const share = value / total;
    const slice = { label, value, share, path: slicePath(from, from + share), index };
    from += share;
    return slice;
  });
  return (
    <div class="pie">
      <svg viewBox="-80 -80 160 160" role="img" aria-label={title}>
        <title>{title}</title>
        <Patterns id={id} />
        {slices.map(({ label, path, index }) => (
          <path key={label} d={path} class="slice" fill={patternFor(id, index)} />
        ))}
      </svg>
      <ol class="pie-key">
        {slices.map(({ label, value, share, index }) => (
          <li key={label}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <rect width="16" height="16" rx="2" fill={patternFor(id, index)} />
            </svg>
            <span>{label}</span>
            <b>{Math.round(share * 100)} %</b>
            <small>{value.toLocaleString('en')}</small>
          </li>
        ))}
      </ol>
    </div>
  );
}

function slicePath(from: number, to: number): string {
  if (to - from > 0.9999) return `M0 ${-radius}A${radius} ${radius} 0 1 1 -0.01 ${-radius}z`;
  const [startX, startY] = pointAt(from);
  const [endX, endY] = pointAt(to);
  const isLarge = to - from > 0.5 ? 1 : 0;
  return `M0 0L${startX} ${startY}A${radius} ${radius} 0 ${isLarge} 1 ${endX} ${endY}z`;
}

function pointAt(turn: number): [number, number] {
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  return [round(radius * Math.cos(angle)), round(radius * Math.sin(angle))];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
