/**
 * Legal forms as they stand in a normalised name: "Acme Health GmbH & Co. KG" and "acme health" are one core.
 * A form that is also a common word (group, holding, bank) is not here: it tells companies apart.
 */
const closing = new Set(
  `inc incorporated corp corporation co company companies ltd limited llc llp lllp lp plc pllc pc
  gmbh mbh ggmbh ag kg kgaa ohg ug gbr ev eg se sce
  sa sas sasu sarl eurl snc sca scs sl slu sau srl srls spa sapa sapi sab cv ltda eireli
  nv bv bvba sprl vof cvba ab as asa ans aps is ivs oy oyj abp hf ehf ou sia uab
  doo dd ad ood eood zrt nyrt kft bt sro spol zoo sp spzoo ska
  pty pte pvt private proprietary sdn bhd kk gk yk ooo oao pao zao ao tov pjsc ojsc jsc
  tbk pt fzco fze fzc wll saoc saog psc ltee`.split(/\s+/),
);

const opening = new Set('ooo oao pao zao pjsc ojsc tov pt kk gk yk ab oy ltd'.split(' '));

/** Written in the name's own script, often with no space around; spelt out before transliteration. */
const native: readonly (readonly [RegExp, string])[] = [
  [/株式会社|株式會社|㈱|[（(]株[)）]/gu, ' kk '],
  [/合同会社/gu, ' gk '],
  [/有限会社|㈲|[（(]有[)）]/gu, ' yk '],
  [/(?:股份)?有限(?:责任)?公司|(?:股份)?有限公司/gu, ' ltd '],
  [/주식회사|㈜|[（(]주[)）]/gu, ' ltd '],
];

export function spellOutNativeForms(name: string): string {
  return native.reduce((text, [form, latin]) => text.replaceAll(form, latin), name);
}

export type Parts = { core: string[]; form: string[] };

/** Takes the legal form off both ends; a name that is nothing else stays whole. */
export function splitLegalForm(words: readonly string[]): Parts {
  let end = words.length;
  while (end > 1 && closes(words, end - 1)) end -= 1;
  let start = 0;
  while (start < end - 1 && opening.has(words[start] ?? '')) start += 1;
  return { core: words.slice(start, end), form: [...words.slice(0, start), ...words.slice(end)] };
}

/** "de" is a word of its own except in "S.A. de C.V.". */
function closes(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  return closing.has(word) || (word === 'de' && words[at + 1] === 'cv');
}

/** A name cut short may end inside its legal form: "Acme Health Gm". */
export function beginsLegalForm(text: string): boolean {
  return [...closing].some((form) => form.startsWith(text));
}
