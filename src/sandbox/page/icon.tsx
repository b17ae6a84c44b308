/** Drawn on a 20 × 20 grid with one stroke; always beside a label, so never announced. */
const paths = {
  hash: 'M8 3 6 17M14 3l-2 14M3.5 7.5h14M2.5 12.5h14',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  plus: 'M10 4v12M4 10h12',
  bolt: 'M11 2 4 11.5h5L8.5 18 16 8.5h-5.5z',
  send: 'M3 4l14 6-14 6 2.5-6zM5.5 10H11',
  close: 'M5 5l10 10M15 5 5 15',
  reply: 'M3 4.5h14v9H9L5.5 17v-3.5H3z',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  search: 'M8.5 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M12.5 12.5 17 17',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z',
  down: 'M5 8l5 5 5-5',
  right: 'M8 5l5 5-5 5',
  left: 'M12 5l-5 5 5 5',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15',
  download: 'M10 3v10M6 9.5l4 4 4-4M4 17h12',
  warning: 'M10 3 2 17h16zM10 8v4M10 14.5v.01',
  info: 'M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 9v5M10 6v.01',
  check: 'M4 10.5l4 4 8-9',
  eye: 'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10M10 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4',
  people:
    'M7.5 4a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M2 16.5c0-3 2.5-4.8 5.5-4.8s5.5 1.8 5.5 4.8M13 4.3a2.7 2.7 0 0 1 0 5.2M15 12.3c2 .7 3 2.2 3 4.2',
  window: 'M11 4h5v5M16 4l-7 7M8 5H4v11h11v-4',
  calendar: 'M3.5 5h13v12h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  clock: 'M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 6v4l3 2',
  trash: 'M4 6h12M8 6V3.5h4V6M5.5 6l.8 11h7.4l.8-11',
  play: 'M6 4l10 6-10 6z',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0v1.2c0 2.4 4 2.2 4-1.4a7 7 0 1 0-2.7 5.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
