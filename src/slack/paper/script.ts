import anyAscii from 'any-ascii';

/** A piece of text that one font has letters for. */
export type Run = { script: Script; text: string };
export const scripts = [
  ...(['latin', 'latin-ext', 'vietnamese', 'cyrillic', 'cyrillic-ext'] as const),
  ...(['greek', 'greek-ext'] as const),
];
export type Script = (typeof scripts)[number];

/** What the fonts of each script have, in both weights: a letter that is listed and missing would be a hole on paper. */
const letters: Record<Script, RegExp> = {
  latin:
    /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2212]/,
  'latin-ext':
    /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1e9f\u1ef2-\u1eff\u2020\u20a0-\u20ab\u20ad-\u20c0]/,
  vietnamese: /[\u1ea0-\u1ef1]/,
  cyrillic: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/,
  'cyrillic-ext': /[\u0460-\u048f\u0492-\u04af\u04b2-\u052f]/,
  greek: /[\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03e1\u03f0-\u03ff]/,
  'greek-ext':
    /[\u1f00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fc4\u1fc6-\u1fd3\u1fd6-\u1fdb\u1fdd-\u1fef\u1ff2-\u1ff4\u1ff6-\u1ffe]/,
};

/** Text as it can be printed: names in scripts without a font are spelt in Latin letters. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const letter of text.normalize('NFC').replace(/\s+/gu, ' ')) {
    for (const one of printable(letter)) {
      const last = runs.at(-1);
      // What stands in every font stays with its neighbours: a word is not torn apart by a space.
      const script = last && one === ' ' ? last.script : scriptOf(one);
      if (last?.script === script) last.text += one;
      else runs.push({ script, text: one });
    }
  }
  return runs;
}

function printable(letter: string): string {
  if (scripts.some((script) => letters[script].test(letter))) return letter;
  // Of sounds that Latin has no letters for nothing is left but ticks: they read as quotes.
  return anyAscii(letter).replaceAll(/^[`']+$|[^\x20-\x7e]/g, '');
}

function scriptOf(letter: string): Script {
  return scripts.find((script) => letters[script].test(letter)) ?? 'latin';
}
