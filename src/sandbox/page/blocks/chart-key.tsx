/** A series is told by its pattern or its marker as well as by its colour. */
export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      {strokes.map((stroke, index) => (
        <pattern
          key={stroke}
          id={`${id}-${index}`}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
        >
          <rect width="8" height="8" class={`fill-${index}`} />
          <path d={stroke} class="pattern-stroke" />
        </pattern>
      ))}
    </defs>
  );
}

const strokes = [
  '',
  'M0 8 8 0M-2 2l4-4M6 10l4-4',
  'M4 3.9v.2M0 0v.2M8 8v.2',
  'M0 4h8',
  'M4 0v8',
  'M0 0l8 8M0 8l8-8',
];

const markers = [
  'M-4 0a4 4 0 1 0 8 0 4 4 0 1 0-8 0',
  'M-3.5-3.5h7v7h-7z',
  'M0-4.5 4.5 3.5h-9z',
  'M0-5 5 0 0 5-5 0z',
  'M-4-4 4 4M4-4-4 4',
  'M0-5V5M-5 0H5',
];

export function patternFor(id: string, index: number): string {
  return `url(#${id}-${index % strokes.length})`;
}

export function markerFor(index: number): string {
  return markers[index % markers.length] ?? '';
}

export function Key({ kind, names }: { kind: 'bar' | 'line' | 'area'; names: string[] }) {
  const id = `key-${kind}`;
  return (
    <ul class="chart-key">
      {names.map((name, index) => (
        <li key={name}>
          <svg viewBox="-8 -8 16 16" aria-hidden="true">
            {kind === 'bar' && <Patterns id={id} />}
            {kind === 'bar' ? (
              <rect x="-7" y="-7" width="14" height="14" rx="2" fill={patternFor(id, index)} />
            ) : (
              <path d={markerFor(index)} class={`marker line-${index % 6}`} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
