import anyAscii from 'any-ascii';
import type { Dice } from './chance.ts';

const firstNames = {
  american: list(
    'Dana Marcus Priya Tyler Renee Caleb Simone Wes Joelle Andre Paige Trevor Bianca Colin Latoya Grant Marisol Devon Heidi Omar Corinne Brett Nadia Jared Whitney Malik Teresa Ross Imani Kurt Elena Desmond Allison Rafael Kendra Neil Yvette Barrett',
  ),
  british: list('Imogen Rhys Fiona Alistair Niamh Callum Bryony Euan Tamsin Declan'),
  german: list('Annika Jörg Friederike Matthias Silke Thorsten Ulrike Henning'),
  french: list('Mathilde Thibault Solène Bastien Clémence Yannick Océane Loïc'),
  nordic: list('Saga Eirik Tuuli Mikkel Ingrid Jarkko Linnea Rasmus'),
  southern: list('Chiara Iñigo Beatriz Davide Leonor Matteo Nuria Tiago'),
  eastern: list('Zofia Radek Amira Tomáš Layla Pavel Noga Kwame'),
  japanese: list('Haruka Daichi Yuriko Kenta Ayumi Shota'),
  chinese: list('Meiling Junjie Xiaoyu Haoran Yating Zihan'),
  australian: list('Bronte Lachlan Matilda Angus Kirra Darcy'),
  indian: list('Ananya Rohit Kavya Siddharth Meera Arjun'),
  latin: list('Valeria Thiago Camila Joaquín Renata Emilio'),
};

const lastNames: Record<keyof typeof firstNames, string[]> = {
  american: list(
    'Whitfield Okafor-Reyes Lindqvist Tran-Mercer Castellane Brandvold Hollister Nakagawa-Price Ferrante Duquesne Ashcombe Villarreal-Stone Kowalczyk Pemberton Oduya Marchetti Halvorsen Sandoval-Kerr Thornquist Beaumarche Vance-Iyer Rutledge-Moss Delacroix-Hunt Fairbanks-Lowe Szymanski Abrahamson Culpepper Drummond-Vega Eastwick Garrovillo Hathcock Iverson-Bell Jankowiak Kessler-Dune Lovelady Montelongo Norquist Overbeck Pettibone Quattlebaum',
  ),
  british: list(
    'Hartnoll Penrose-Gill Cadwallon Strathmore-Lee Ó-Dálaigh Thwaite Brockhurst Garvie',
  ),
  german: list('Brandhuber Lorenzmeier Wiesengrund Achterberg Steinkamp Vollrath Hagedorn-Ruf'),
  french: list('Montreuil-Diaz Vasselin Charbonnet Lavergnas Peyrolles Aubrac Delmarche'),
  nordic: list('Bergsten-Wahl Rautanen Kvistgaard Solheimsen Lindvall-Noor Hietamäki Dalgaardsen'),
  southern: list('Benvenga Etxaniz Carvalhosa Montefosco Vilaplana-Roca Trigueiros'),
  eastern: list('Nowicka-Zaleska Haddad-Karim Dvořáček Ben-Shoham Mensah-Boateng Wierzbowski'),
  japanese: list('Hoshikawa Minamoto-Ueda Kurosaki-Abe Shirayama Tsukamori'),
  chinese: list('Zhao-Lin Shen-Wu Ouyang-He Tan-Xie Luo-Fang'),
  australian: list('Wattlesworth Brindabella-Jones Carrickmore Yarrowby Pendlebright'),
  indian: list('Ramanathapuram Deshpande-Rao Kulkarni-Sen Iyengar-Nath Bhattacharjee-Das'),
  latin: list('Arancibia-Prado Quintanilha Montalbán-Cruz Figueiroa Echenique-Sol'),
};

export type NamePool = keyof typeof firstNames;

export type PersonName = { first: string; last: string };

/** Hands out names of a pool without giving one twice in a company. */
export function nameGiver(dice: Dice): (pool: NamePool) => PersonName {
  const firsts = new Map<NamePool, string[]>();
  const lasts = new Map<NamePool, string[]>();
  return (pool) => ({
    first: draw(firsts, pool, firstNames[pool], dice),
    last: draw(lasts, pool, lastNames[pool], dice),
  });
}

/** Anybody's name: the contacts at the accounts. */
export function anyName(dice: Dice): PersonName {
  const pools = Object.keys(firstNames) as NamePool[];
  const pool = dice.happens(0.6) ? 'american' : dice.pick(pools);
  return { first: dice.pick(firstNames[pool]), last: dice.pick(lastNames[pool]) };
}

export function mailbox({ first, last }: PersonName): string {
  return `${plain(first)}.${plain(last)}`;
}

function plain(text: string): string {
  return anyAscii(text)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function draw(left: Map<NamePool, string[]>, pool: NamePool, all: string[], dice: Dice): string {
  const names = left.get(pool) ?? [];
  if (names.length === 0) names.push(...all);
  left.set(pool, names);
  return names.splice(dice.below(names.length), 1)[0] ?? 'Nobody';
}

function list(text: string): string[] {
  return text.split(' ');
}
