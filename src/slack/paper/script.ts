import anyAscii from 'any-ascii';

/** A piece of text that one font has letters for. */
export type Run = { script: Script; text: string };
export const scripts = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const;
export type Script = (typeof scripts)[number];

/** What the fonts of each script have, as their maker lists it. */
const letters: Record<Script, RegExp> = {
  latin:
    /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2191\u2193\u2212]/,
  'latin-ext': /[\u0100-\u02ba\u1e00-\u1eff\u20a0-\u20c0]/,
  cyrillic: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/,
  greek: /[\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff]/,
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
  return scripts.some((script) => letters[script].test(letter)) ? letter : anyAscii(letter);
}

function scriptOf(letter: string): Script {
  return scripts.find((script) => letters[script].test(letter)) ?? 'latin';
}
