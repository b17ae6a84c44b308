import {
  type CrmImport,
  type ImportStep,
  type Stand,
  standOf,
  wordPlace,
} from './domain/crm-import.ts';

/** Where it is told: a terminal, or a log. */
type Out = { isTTY?: boolean; columns?: number; write: (text: string) => unknown };

export type ProgressTeller = {
  tell: (now: CrmImport) => void;
  /** Leaves nothing of the line behind. */
  end: () => void;
};

const REDRAW_MS = 100;
const LOG_EVERY_MS = 10_000;
const CLEAR = '\r\x1b[K';

/** `elapsed`: milliseconds by any clock. */
export function createProgress(out: Out, elapsed: () => number): ProgressTeller {
  const every = out.isTTY ? REDRAW_MS : LOG_EVERY_MS;
  let first: CrmImport | undefined;
  let began: { step: ImportStep; count: number; at: number } | undefined;
  let toldAt = elapsed();
  return {
    tell: (now) => {
      const { state } = now;
      if (!first) {
        first = now;
        if (now.moves > 0) out.write(`The import goes on at ${wordPlace(now)}.\n`);
      }
      if (state.status === 'done') return;
      const stand = standOf(now, state.step);
      const at = elapsed();
      if (began?.step !== state.step) began = { step: state.step, count: stand.count, at };
      if (at - toldAt < every) return;
      toldAt = at;
      const perSecond = ((stand.count - began.count) * 1000) / Math.max(1, at - began.at);
      const line = progressLine(now, stand, perSecond);
      out.write(out.isTTY ? `${CLEAR}${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
    },
    end: () => {
      if (out.isTTY) out.write(CLEAR);
    },
  };
}

const BAR = 24;
const figures = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A bar only where it is known how much there is; else how much has come, and how fast. */
function progressLine(now: CrmImport, { count, of }: Stand, perSecond: number): string {
  const speed = perSecond >= 1 ? `, ${figures.format(perSecond)} a second` : '';
  if (!of || of.total === 0) return `${wordPlace(now)}${speed}`;
  const share = count / of.total;
  const filled = Math.floor(share * BAR);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  const total = `${of.sure === 'about' ? 'about ' : ''}${figures.format(of.total)}`;
  const left = perSecond >= 1 ? `, ${wordTime((of.total - count) / perSecond)} left` : '';
  return `${bar} ${Math.floor(share * 100)} %  ${wordPlace(now)} of ${total}${speed}${left}`;
}

function wordTime(seconds: number): string {
  if (seconds < 90) return `${figures.format(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${figures.format(minutes / 60)} h`;
}
