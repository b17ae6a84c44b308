import { fileURLToPath } from 'node:url';
import PdfDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { type Part, printPaper } from '../../src/slack/paper/page.ts';
import { runsOf, scripts } from '../../src/slack/paper/script.ts';

const madeAt = new Date('2026-11-20T10:00:00Z');
const pagesIn = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

describe('text on paper', () => {
  it('keeps its letters where there is a font of them, and is spelt in Latin ones elsewhere', () => {
    expect(runsOf('ООО «Вандник» Łódź Ελλάς')).toEqual([
      { script: 'cyrillic', text: 'ООО ' },
      { script: 'latin', text: '«' },
      { script: 'cyrillic', text: 'Вандник' },
      { script: 'latin', text: '» ' },
      { script: 'latin-ext', text: 'Ł' },
      { script: 'latin', text: 'ód' },
      { script: 'latin-ext', text: 'ź ' },
      { script: 'greek', text: 'Ελλάς' },
    ]);
    expect(runsOf('株式会社')).toEqual([
      { script: 'latin', text: expect.stringMatching(/^[A-Za-z]+$/) },
    ]);
    expect(runsOf('الحاية\n\tx')[0]?.text).toMatch(/^[\x20-\x7e]+$/);
    expect(runsOf('')).toEqual([]);
  });
});

describe('a letter that is kept', () => {
  /** As pdfkit has it open: which letters it can draw is in none of its own types. */
  type Opened = { _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } } };
  const fontOf = (script: string) => {
    const file = `@fontsource/noto-sans/files/noto-sans-${script}-400-normal.woff`;
    const page = new PdfDocument().font(fileURLToPath(import.meta.resolve(file)));
    return (page as unknown as Opened)._font.font;
  };

  it('is in its font, so that no name has a hole in it', () => {
    const fonts = new Map(scripts.map((script) => [script, fontOf(script)]));
    const missing = Array.from({ length: 0x2200 - 0x20 }, (_, nth) => nth + 0x20).filter((code) =>
      runsOf(String.fromCodePoint(code)).some(({ script, text }) =>
        [...text].some((one) => !fonts.get(script)?.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)),
      ),
    );
    expect(missing.map((code) => code.toString(16))).toEqual([]);
    expect(runsOf('Nguyễn').map(({ script }) => script)).toEqual(['latin', 'vietnamese', 'latin']);
  });
});

describe('a paper', () => {
  const title: Part = { kind: 'title', text: 'Acme', beneath: 'Case 7' };

  it('is one page, and as many as it needs, each with its foot', async () => {
    const lines = Array.from({ length: 120 }, (_, nth) => ({ text: `Line ${nth}`, note: 'CRM' }));
    const short = await printPaper({ parts: [title], foot: 'Cadastre', madeAt });
    const long = await printPaper({
      parts: [title, { kind: 'lines', lines }],
      foot: 'Cadastre',
      madeAt,
    });
    expect(Buffer.from(short).subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesIn(short)).toBe(1);
    expect(pagesIn(long)).toBe(5);
  });

  it('holds what people may write: long words, many lines, any script', async () => {
    const wild = ['x'.repeat(3000), '株式会社 الحاية', '🦄'.repeat(50), ''].map((text) => ({
      text,
    }));
    const noted = wild.map(({ text }) => ({ text, note: text }));
    const parts: Part[] = [title, { kind: 'lines', lines: noted }];
    expect((await printPaper({ parts, foot: 'Cadastre', madeAt })).length).toBeGreaterThan(1000);
  });
});
