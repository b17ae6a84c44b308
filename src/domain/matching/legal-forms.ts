/**
 * Legal forms as they stand in a normalised name: "Acme Health GmbH & Co. KG" and "acme health" are one core.
 * A form that is also a common word (group, holding, bank) is not here: it tells companies apart.
 */
const closing = new Set(
  `inc incorporated corp corporation co company companies ltd limited llc llp lllp lp plc pllc pc ulc dac
  gmbh mbh ggmbh ag kg kgaa ohg ug gbr ev eg se sce
  sa sas sasu sarl eurl snc sca scs sl slu sau srl srls spa sapa sapi sab cv ltda lda eireli me
  nv bv bvba sprl vof cvba ab abpubl publ as asa aps ivs oy oyj oyab abp hf ehf ou sia uab
  doo dd ad ood eood zrt nyrt kft bt sro spol ska
  pty pte pvt private proprietary sdn bhd kk gk yk ooo oao pao zao ao too tov pjsc ojsc jsc
  tbk pt fz fzllc fzco fze fzc wll saoc saog psc ltee`.split(/\s+/),
);

/** Forms of several words, however they are spaced. */
const longForms =
  'gmbhcokg agcokg sadecv srldecv sderldecv derldecv rldecv spzoo ptyltd pteltd pvtltd privatelimited coltd sdnbhd'.split(
    ' ',
  );

const opening = new Set(
  'ooo oao pao zao too ao ood eood pjsc ojsc tov pt kk gk yk ab oy ltd'.split(' '),
);

/** Written in the name's own script, often with no space around; spelt out before transliteration. */
const native: readonly (readonly [RegExp, string])[] = [
  [/株式会社|株式會社|㈱|[（(]株[)）]/gu, ' kk '],
  [/合同会社/gu, ' gk '],
  [/有限会社|㈲|[（(]有[)）]/gu, ' yk '],
  [/(?:股份)?有限(?:责任)?公司/gu, ' ltd '],
  [/주식회사|㈜|[（(]주[)）]/gu, ' ltd '],
  [/ذ\.م\.م\.?|ش\.م\.ح\.?|شركة/gu, ' ltd '],
  [/בע["״']מ/gu, ' ltd '],
  [/Α\.Ε\.(?=\s|$)/gu, ' sa '],
  [/(?:Ε\.Π\.Ε|Μ\.Ι\.Κ\.Ε|Ι\.Κ\.Ε)\.(?=\s|$)/gu, ' ltd '],
];

export function spellOutNativeForms(name: string): string {
  return native.reduce((text, [form, latin]) => text.replaceAll(form, latin), name);
}

export type Parts = { core: string[]; form: string[] };

/** A form is at most this many words: "S. de R.L. de C.V." has five once its initials are joined. */
const LONGEST_FORM = 5;

/** Takes the legal form off both ends; a name that is nothing else stays whole. */
export function splitLegalForm(words: readonly string[]): Parts {
  let end = words.length;
  for (let length = formLength(words, end); length > 0; length = formLength(words, end)) {
    end -= length;
  }
  let start = 0;
  while (start < end - 1 && opening.has(words[start] ?? '')) start += 1;
  return { core: words.slice(start, end), form: [...words.slice(0, start), ...words.slice(end)] };
}

/** How many of the words before `end` make a form, however they are spaced: "G m b H", "S.A. deC.V.". */
function formLength(words: readonly string[], end: number): number {
  return tailLength(words, end, (tail) => closing.has(tail) || longForms.includes(tail));
}

/** A question cut short may end inside a form of several words: "Acme S. de R.L. de". */
export function dropUnfinishedForm(words: readonly string[]): string[] {
  const begins = (tail: string) =>
    tail.length > 2 && longForms.some((form) => form.startsWith(tail) && !words.includes(tail));
  return words.slice(0, words.length - tailLength(words, words.length, begins));
}

function tailLength(
  words: readonly string[],
  end: number,
  fits: (tail: string) => boolean,
): number {
  for (let length = Math.min(LONGEST_FORM, end - 1); length > 0; length -= 1) {
    if (fits(words.slice(end - length, end).join(''))) return length;
  }
  return 0;
}
