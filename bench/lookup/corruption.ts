import anyAscii from 'any-ascii';
import type { Dice } from '../../src/sandbox/company/chance.ts';

/** What people do to a name on its way into a question; undefined where it cannot be done to this one. */
type Corruption = (name: string, dice: Dice) => string | undefined;

export const corruptions = {
  'one edit': (name, dice) => editLetters(name, 1, dice),
  'two edits': (name, dice) => (lettersOf(name) < 10 ? undefined : editLetters(name, 2, dice)),
  transposition: (name, dice) => changeWord(name, dice, transpose),
  'dropped letter': (name, dice) => changeWord(name, dice, dropLetter),
  'dropped word': dropWord,
  'dropped legal form': (name) => changed(name, name.replace(legalForm, '')),
  'swapped words': swapWords,
  'joined words': joinWords,
  'split word': (name, dice) => changeWord(name, dice, split),
  'no diacritics': (name) => (unspaced.test(name) ? undefined : changed(name, anyAscii(name))),
  'cut short': cutShort,
  case: (name, dice) => changed(name, dice.happens(0.5) ? name.toUpperCase() : name.toLowerCase()),
  punctuation: (name, dice) => changed(name, punctuate(name, dice)),
  abbreviation: abbreviate,
} satisfies Record<string, Corruption>;

export type CorruptionKind = keyof typeof corruptions;

const legalForm =
  /[\s,]+(?:Inc\.?|LLC|Corp\.?|Corporation|Co\.|LP|Ltd\.?|Limited|PLC|LLP|GmbH(?: & Co\. KG)?|AG|SE|UG|KG|SAS|SARL|S\.A\.|SASU|SA|B\.?V\.?|N\.?V\.?|S\.?r\.?l\.?|S\.p\.A\.|S\.?L\.?(?:U\.)?|AB|ASA?|A\/S|ApS|Oyj?|Sp\. z o\.o\.|s\.r\.o\.|a\.s\.|Ltda\.?|K\.?K\.?|Pty\.? Ltd\.?|Pte\.? Ltd\.?|Pvt\.? Ltd\.?)$/i;

function changed(name: string, result: string): string | undefined {
  return result === name || result.trim() === '' ? undefined : result;
}

/** Words of at least four letters of an alphabet: one letter of 东方 is half the name. */
const longWord = /[\p{L}]{4,}/gu;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

function bareName(name: string): string {
  return name.replace(legalForm, '');
}

function lettersOf(name: string): number {
  return (bareName(name).match(longWord) ?? []).join('').length;
}

function changeWord(
  name: string,
  dice: Dice,
  change: (word: string, dice: Dice) => string,
): string | undefined {
  if (unspaced.test(name)) return undefined;
  const words = [...bareName(name).matchAll(longWord)];
  if (words.length === 0) return undefined;
  const { 0: word, index } = dice.pick(words);
  const result = name.slice(0, index) + change(word, dice) + name.slice(index + word.length);
  return changed(name, result);
}

function editLetters(name: string, edits: number, dice: Dice): string | undefined {
  let result: string | undefined = name;
  for (let n = 0; n < edits && result; n += 1) {
    result = changeWord(result, dice, dice.pick([dropLetter, addLetter, replaceLetter, transpose]));
  }
  return result;
}

function dropLetter(word: string, dice: Dice): string {
  const at = dice.below(word.length);
  return word.slice(0, at) + word.slice(at + 1);
}

function addLetter(word: string, dice: Dice): string {
  const at = dice.below(word.length + 1);
  return word.slice(0, at) + anyLetter(word, dice) + word.slice(at);
}

function replaceLetter(word: string, dice: Dice): string {
  const at = dice.below(word.length);
  return word.slice(0, at) + anyLetter(word, dice) + word.slice(at + 1);
}

function anyLetter(word: string, dice: Dice): string {
  const latin = /^[\x20-\u024f]*$/.test(word);
  return dice.pick([...(latin ? 'abcdefghijklmnopqrstuvwxyz' : word.toLowerCase())]);
}

function transpose(word: string, dice: Dice): string {
  const at = dice.below(word.length - 1);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

function split(word: string, dice: Dice): string {
  const at = 2 + dice.below(word.length - 3);
  return `${word.slice(0, at)} ${word.slice(at)}`;
}

function dropWord(name: string, dice: Dice): string | undefined {
  const words = bareName(name).split(' ');
  if (words.length < 2) return undefined;
  const gone = dice.below(words.length);
  return words.filter((_, at) => at !== gone).join(' ');
}

function swapWords(name: string): string | undefined {
  const [first, ...rest] = bareName(name).split(' ');
  return first && rest.length > 0 ? changed(name, `${rest.join(' ')} ${first}`) : undefined;
}

function joinWords(name: string, dice: Dice): string | undefined {
  const words = bareName(name).split(' ');
  if (words.length < 2) return undefined;
  const at = dice.below(words.length - 1);
  return words
    .map((word, nth) => (nth === at ? word : `${word} `))
    .join('')
    .trim();
}

function cutShort(name: string, dice: Dice): string | undefined {
  const bare = bareName(name);
  const least = Math.max(4, Math.ceil(bare.length * 0.6));
  return bare.length <= least ? undefined : bare.slice(0, least + dice.below(bare.length - least));
}

function punctuate(name: string, dice: Dice): string {
  const marks = [', ', ' - ', '. ', '/', ' & '];
  const spaced = name.replaceAll(' ', () => (dice.happens(0.5) ? dice.pick(marks) : ' '));
  return dice.happens(0.5) ? `"${spaced}"` : `${spaced.replaceAll('.', '')}.`;
}

const shorter: [RegExp, string[]][] = [
  [/\bTechnologies\b/i, ['Tech', 'Technology']],
  [/\bLaboratories\b/i, ['Labs', 'Lab']],
  [/\bSystems\b/i, ['Sys.']],
  [/\bSolutions\b/i, ['Sol.', 'Solns']],
  [/\bManufacturing\b/i, ['Mfg']],
  [/\bInternational\b/i, ["Int'l", 'Intl.']],
  [/\bAutomotive\b/i, ['Auto']],
  [/\bEngineering\b/i, ['Eng.']],
  [/\bConstruction\b/i, ['Constr.']],
  [/\bConsulting\b/i, ['Cons.']],
  [/\bMarketing\b/i, ['Mktg']],
  [/\bDistribution\b/i, ['Distr.']],
  [/\bTelecommunications\b/i, ['Telecom']],
  [/\bFoundation\b/i, ['Fdn']],
  [/\bUniversity\b/i, ['Univ.']],
  [/\bInsurance\b/i, ['Ins.']],
  [/\bLogistics\b/i, ['Log.', 'Logist.']],
  [/\bElectronics\b/i, ['Electr.']],
  [/\bTransport\b/i, ['Transp.']],
  [/\bHoldings\b/i, ['Hldgs']],
  [/\bGroup\b/i, ['Grp']],
  [/\bMedical\b/i, ['Med.']],
  [/\bFinance\b/i, ['Fin.']],
  [/\bSoftware\b/i, ['Softw.', 'SW']],
  [/\bCapital\b/i, ['Cap.']],
];

function abbreviate(name: string, dice: Dice): string | undefined {
  const fitting = shorter.filter(([word]) => word.test(name));
  if (fitting.length === 0) return undefined;
  const [word, forms] = dice.pick(fitting);
  return name.replace(word, dice.pick(forms));
}
