import { readFileSync } from 'node:fs';
import PdfDocument from 'pdfkit';
import { runsOf, type Script, scripts } from './script.ts';

/** What stands on a page, from top to bottom. */
export type Part =
  | { kind: 'title'; text: string; beneath: string }
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; rows: { label: string; value: string }[] }
  /** `note`: small and grey, where it comes from. */
  | { kind: 'lines'; lines: { text: string; note?: string }[] };
export type Paper = { parts: Part[]; foot: string; madeAt: Date };

type Page = PDFKit.PDFDocument;
type Weight = '400' | '700';

const MARGIN = 50;
const LABEL_WIDTH = 110;
const ink = { text: '#1d1c1d', note: '#616061', rule: '#d0d0d0' };

/** A page, or a few, that can be forwarded and printed. */
export async function printPaper({ parts, foot, madeAt }: Paper): Promise<Uint8Array> {
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
  return Buffer.concat(chunks);
}

function titleOf(parts: Part[]): string {
  const title = parts.find((part) => part.kind === 'title');
  return title?.text ?? '';
}

const fonts = new Map<string, Buffer>();

function fontOf(script: Script, weight: Weight): Buffer {
  const file = `@fontsource/noto-sans/files/noto-sans-${script}-${weight}-normal.woff`;
  const font = fonts.get(file) ?? readFileSync(new URL(import.meta.resolve(file)));
  fonts.set(file, font);
  return font;
}

function draw(page: Page, part: Part): void {
  switch (part.kind) {
    case 'title':
      write(page, part.text, { size: 18, weight: '700' });
      write(page, part.beneath, { size: 9, color: ink.note });
      page.moveDown(0.6);
      return;
    case 'heading':
      keepTogether(page, 60);
      page.moveDown(0.7);
      write(page, part.text, { size: 11.5, weight: '700' });
      line(page);
      return;
    case 'facts':
      for (const row of part.rows) drawFact(page, row);
      return;
    case 'lines':
      for (const one of part.lines) {
        keepTogether(page, 30);
        write(page, one.text, { size: 9.5 });
        if (one.note) write(page, one.note, { size: 7.5, color: ink.note });
        page.moveDown(0.3);
      }
  }
}

function drawFact(page: Page, { label, value }: { label: string; value: string }): void {
  keepTogether(page, 16);
  const top = page.y;
  write(page, label, { size: 9.5, color: ink.note, width: LABEL_WIDTH });
  page.y = top;
  page.x = MARGIN + LABEL_WIDTH;
  write(page, value, { size: 9.5, width: page.page.width - 2 * MARGIN - LABEL_WIDTH });
  page.x = MARGIN;
}

type Style = { size: number; weight?: Weight; color?: string; width?: number };

function write(page: Page, text: string, { size, weight = '400', color, width }: Style): void {
  const runs = runsOf(text);
  page.fontSize(size).fillColor(color ?? ink.text);
  for (const [nth, run] of runs.entries()) {
    const continued = nth < runs.length - 1;
    page.font(`${run.script} ${weight}`);
    page.text(run.text, { continued, ...(width !== undefined && { width }) });
  }
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
