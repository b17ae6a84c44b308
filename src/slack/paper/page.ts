import { readFileSync } from 'node:fs';
import PdfDocument from 'pdfkit';
import { runsOf, type Script, scripts } from './script.ts';

/** What stands on a page, from top to bottom. */
export type Part =
  | { kind: 'title'; text: string; beneath: string }
  | { kind: 'heading'; text: string }
  | { kind: 'lines'; lines: Line[] };
export type Line =
  /** `note`: small and grey, where it comes from. */
  | { text: string; note?: string; isQuoted?: boolean }
  /** Where something is found that cannot be printed. */
  | { text: string; link: string };
export type Paper = { parts: Part[]; foot: string; madeAt: Date };

type Page = PDFKit.PDFDocument;
type Weight = '400' | '700';

const MARGIN = 50;
const INDENT = 14;
/** A title of more letters is set smaller. */
const LONG = 60;
const LONG_LINK = 100;
const MOST_TOGETHER = 300;
const ink = { text: '#1d1c1d', note: '#616061', rule: '#d0d0d0', link: '#1264a3' };

/** A page, or a few, that can be forwarded and printed. */
export async function printPaper({ parts, foot, madeAt }: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const info = { Title: titleOf(parts), CreationDate: madeAt };
  const page = new PdfDocument({ size: 'A4', margin: MARGIN, bufferPages: true, info });
  const chunks: Uint8Array[] = [];
  page.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => page.once('end', resolve));
  for (const weight of ['400', '700'] as const) {
    for (const script of scripts) page.registerFont(`${script} ${weight}`, fontOf(script, weight));
  }
  for (const part of parts) draw(page, part);
  drawFeet(page, foot);
  page.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

function titleOf(parts: Part[]): string {
  const title = parts.find((part) => part.kind === 'title');
  return title?.text ?? '';
}

const home = import.meta.resolve('@fontsource/noto-sans/package.json');
const fonts = new Map<string, Buffer>();

function fontOf(script: Script, weight: Weight): Buffer {
  const file = `files/noto-sans-${script}-${weight}-normal.woff`;
  const font = fonts.get(file) ?? readFileSync(new URL(file, home));
  fonts.set(file, font);
  return font;
}

function draw(page: Page, part: Part): void {
  switch (part.kind) {
    case 'title':
      write(page, part.text, { size: part.text.length > LONG ? 14 : 18, weight: '700' });
      write(page, part.beneath, { size: 9, color: ink.note });
      page.moveDown(0.6);
      return;
    case 'heading':
      keepTogether(page, 60);
      page.moveDown(0.7);
      write(page, part.text, { size: 11.5, weight: '700' });
      line(page);
      return;
    case 'lines':
      for (const [nth, one] of part.lines.entries()) drawLine(page, one, part.lines[nth + 1]);
  }
}

/** Whoever says something stands on the page of what they say, and a source on that of its sentence. */
function drawLine(page: Page, one: Line, next: Line | undefined): void {
  const isAhead = !isBeneath(one) && next !== undefined && isBeneath(next);
  const together = heightOf(page, one) + (isAhead ? heightOf(page, next) : 0);
  keepTogether(page, Math.min(together, MOST_TOGETHER));
  if ('link' in one) write(page, shownLink(one), { ...small, color: ink.link, link: one.link });
  else {
    write(page, one.text, { size: 9.5, indent: one.isQuoted ? INDENT : 0 });
    if (one.note) write(page, one.note, { size: 7.5, color: ink.note });
  }
  page.moveDown(next && isBeneath(next) ? 0.1 : 0.4);
}

const small = { size: 8, indent: INDENT };

/** What belongs to the line above. */
function isBeneath(one: Line): boolean {
  return 'link' in one || one.isQuoted === true;
}

/** A long address is shown by its beginning, and opened all the same. */
function shownLink({ text, link }: Extract<Line, { link: string }>): string {
  const room = Math.max(LONG_LINK - text.length, 40);
  return `${text}: ${link.length > room ? `${link.slice(0, room)}…` : link}`;
}

function heightOf(page: Page, one: Line): number {
  if ('link' in one) return measured(page, shownLink(one), small);
  const note = one.note ? measured(page, one.note, { size: 7.5 }) : 0;
  return measured(page, one.text, { size: 9.5, indent: one.isQuoted ? INDENT : 0 }) + note;
}

/** Letters of other scripts are about as wide: what is counted here is lines. */
function measured(page: Page, text: string, { size, indent = 0 }: Style): number {
  const width = page.page.width - 2 * MARGIN - indent;
  const written = runsOf(text).map((run) => run.text);
  return page.font('latin 400').fontSize(size).heightOfString(written.join(''), { width });
}

type Style = { size: number; weight?: Weight; color?: string; indent?: number; link?: string };

function write(page: Page, text: string, style: Style): void {
  const { size, weight = '400', color, indent = 0, link } = style;
  const runs = runsOf(text);
  page.fontSize(size).fillColor(color ?? ink.text);
  page.x = MARGIN + indent;
  for (const [nth, run] of runs.entries()) {
    const continued = nth < runs.length - 1;
    page.font(`${run.script} ${weight}`);
    page.text(run.text, { continued, ...(link && { link }) });
  }
  page.x = MARGIN;
}

function keepTogether(page: Page, height: number): void {
  if (page.y + height > page.page.height - MARGIN) page.addPage();
}

function line(page: Page): void {
  const right = page.page.width - MARGIN;
  page.moveTo(MARGIN, page.y).lineTo(right, page.y).lineWidth(0.5).stroke(ink.rule);
  page.moveDown(0.4);
}

/** Below the margin, where text would begin a new page: so there is no margin while it is drawn. */
function drawFeet(page: Page, foot: string): void {
  const { count } = page.bufferedPageRange();
  for (let nth = 0; nth < count; nth += 1) {
    page.switchToPage(nth);
    page.page.margins.bottom = 0;
    page.y = page.page.height - 36;
    page.x = MARGIN;
    write(page, count > 1 ? `${foot} · page ${nth + 1} of ${count}` : foot, {
      ...{ size: 7.5, color: ink.note },
    });
  }
}
