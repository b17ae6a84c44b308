import type { Region } from '../rules/rule-set.ts';

/** Sales teams cut the world differently; where custom is divided, the comment says which side this list takes. */
const britishIsles = 'GB IE IM JE GG';
const nordics = 'DK FI IS NO SE AX FO GL SJ';
const baltics = 'EE LV LT';
const benelux = 'BE NL LU';
/** Liechtenstein has no letter in the word, and is sold to from Zürich or Vienna all the same. */
const dach = 'DE AT CH LI';
const iberia = 'ES PT AD';
const southernEurope = `${iberia} IT GR MT CY SM VA GI`;
/** With the Baltics and Ukraine, without Russia. */
const cee = `PL CZ SK HU RO BG SI HR BA RS ME MK AL XK MD UA BY ${baltics}`;
const eu = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE';
const europe = `${britishIsles} ${nordics} ${benelux} ${dach} ${southernEurope} ${cee} FR MC RU TR`;
const gcc = 'AE BH KW OM QA SA';
const mena = `${gcc} DZ EG IQ IR IL JO LB LY MA PS SY TN YE`;
/** Sudan is here, as the World Bank has it, and not in MENA. */
const subSahara = `AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE
  NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TZ UG YT ZA ZM ZW`;
/** The Caucasus and Central Asia are sold to from Europe. */
const formerSoviet = 'AM AZ GE KZ KG TJ TM UZ';
const emea = `${europe} ${mena} ${subSahara} ${formerSoviet} EH`;
const anz = 'AU NZ';
/** Timor-Leste joined in October 2025. */
const asean = 'BN ID KH LA MM MY PH SG TH TL VN';
const greaterChina = 'CN HK MO TW';
const japanAndKorea = 'JP KR';
const southAsia = 'AF BD BT IN LK MV NP PK';
const pacific = 'AS CC CK CX FJ FM GU KI MH MP NC NF NR NU PF PG PN PW SB TK TO TV VU WF WS';
const apac = `${anz} ${asean} ${greaterChina} ${japanAndKorea} ${southAsia} ${pacific} KP MN`;
const caribbean = `AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI`;
/** From Mexico southwards, with the Caribbean, so that every account of the Americas has a place. */
const latam = `MX BZ CR GT HN NI PA SV AR BO BR CL CO EC FK GF GY PE PY SR UY VE ${caribbean}`;
/** Without Mexico: Spanish and Portuguese are sold in by another team. */
const northAmerica = 'US CA BM PM';

const lists: Readonly<Record<string, string>> = {
  DACH: dach,
  Benelux: benelux,
  Nordics: nordics,
  Baltics: baltics,
  'UK & Ireland': britishIsles,
  Iberia: iberia,
  'Southern Europe': southernEurope,
  CEE: cee,
  EU: eu,
  Europe: europe,
  EMEA: emea,
  MENA: mena,
  GCC: gcc,
  'Sub-Saharan Africa': subSahara,
  APAC: apac,
  ANZ: anz,
  ASEAN: asean,
  'Greater China': greaterChina,
  'Japan & Korea': japanAndKorea,
  India: 'IN',
  LATAM: latam,
  'North America': northAmerica,
  Caribbean: caribbean,
};

export const worldRegions: Region[] = Object.entries(lists).map(([name, countries]) => ({
  name,
  places: countries.split(/\s+/).map((country) => ({ country })),
}));
