/** ISO 3166-1, alpha-2 and alpha-3, with XK for Kosovo as the CRMs have it. */
const codeRows = `
AD AND;AE ARE;AF AFG;AG ATG;AI AIA;AL ALB;AM ARM;AO AGO;AQ ATA;AR ARG;AS ASM;AT AUT;AU AUS;
AW ABW;AX ALA;AZ AZE;BA BIH;BB BRB;BD BGD;BE BEL;BF BFA;BG BGR;BH BHR;BI BDI;BJ BEN;BL BLM;
BM BMU;BN BRN;BO BOL;BQ BES;BR BRA;BS BHS;BT BTN;BV BVT;BW BWA;BY BLR;BZ BLZ;CA CAN;CC CCK;
CD COD;CF CAF;CG COG;CH CHE;CI CIV;CK COK;CL CHL;CM CMR;CN CHN;CO COL;CR CRI;CU CUB;CV CPV;
CW CUW;CX CXR;CY CYP;CZ CZE;DE DEU;DJ DJI;DK DNK;DM DMA;DO DOM;DZ DZA;EC ECU;EE EST;EG EGY;
EH ESH;ER ERI;ES ESP;ET ETH;FI FIN;FJ FJI;FK FLK;FM FSM;FO FRO;FR FRA;GA GAB;GB GBR;GD GRD;
GE GEO;GF GUF;GG GGY;GH GHA;GI GIB;GL GRL;GM GMB;GN GIN;GP GLP;GQ GNQ;GR GRC;GS SGS;GT GTM;
GU GUM;GW GNB;GY GUY;HK HKG;HM HMD;HN HND;HR HRV;HT HTI;HU HUN;ID IDN;IE IRL;IL ISR;IM IMN;
IN IND;IO IOT;IQ IRQ;IR IRN;IS ISL;IT ITA;JE JEY;JM JAM;JO JOR;JP JPN;KE KEN;KG KGZ;KH KHM;
KI KIR;KM COM;KN KNA;KP PRK;KR KOR;KW KWT;KY CYM;KZ KAZ;LA LAO;LB LBN;LC LCA;LI LIE;LK LKA;
LR LBR;LS LSO;LT LTU;LU LUX;LV LVA;LY LBY;MA MAR;MC MCO;MD MDA;ME MNE;MF MAF;MG MDG;MH MHL;
MK MKD;ML MLI;MM MMR;MN MNG;MO MAC;MP MNP;MQ MTQ;MR MRT;MS MSR;MT MLT;MU MUS;MV MDV;MW MWI;
MX MEX;MY MYS;MZ MOZ;NA NAM;NC NCL;NE NER;NF NFK;NG NGA;NI NIC;NL NLD;NO NOR;NP NPL;NR NRU;
NU NIU;NZ NZL;OM OMN;PA PAN;PE PER;PF PYF;PG PNG;PH PHL;PK PAK;PL POL;PM SPM;PN PCN;PR PRI;
PS PSE;PT PRT;PW PLW;PY PRY;QA QAT;RE REU;RO ROU;RS SRB;RU RUS;RW RWA;SA SAU;SB SLB;SC SYC;
SD SDN;SE SWE;SG SGP;SH SHN;SI SVN;SJ SJM;SK SVK;SL SLE;SM SMR;SN SEN;SO SOM;SR SUR;SS SSD;
ST STP;SV SLV;SX SXM;SY SYR;SZ SWZ;TC TCA;TD TCD;TF ATF;TG TGO;TH THA;TJ TJK;TK TKL;TL TLS;
TM TKM;TN TUN;TO TON;TR TUR;TT TTO;TV TUV;TW TWN;TZ TZA;UA UKR;UG UGA;UM UMI;US USA;UY URY;
UZ UZB;VA VAT;VC VCT;VE VEN;VG VGB;VI VIR;VN VNM;VU VUT;WF WLF;WS WSM;XK XKX;YE YEM;YT MYT;
ZA ZAF;ZM ZMB;ZW ZWE`;

export const countryCodes: readonly (readonly [alpha2: string, alpha3: string])[] = codeRows
  .trim()
  .split(/;\s*/)
  .map((row) => [row.slice(0, 2), row.slice(3)]);

/** What people type that is no name of a country in any language that the runtime spells. */
export const countryAliases: Readonly<Record<string, string>> = {
  AE: 'UAE|Emirates',
  AG: 'Antigua',
  AX: 'Aland',
  BA: 'Bosnia|BiH',
  BN: 'Brunei Darussalam',
  BO: 'Plurinational State of Bolivia',
  BQ: 'Bonaire|Bonaire, Sint Eustatius and Saba|BES Islands',
  BY: 'Wit-Rusland|Weißrussland|Byelorussia',
  CD: 'DRC|RDC|DR Congo|Congo, DRC|Congo (DRC)|Congo, Democratic Republic of the|Democratic Republic of the Congo|Zaire',
  CG: 'Congo|Congo, Republic of the|Republic of the Congo',
  CH: 'Swiss Confederation',
  CI: 'Ivory Coast|Elfenbeinküste|Costa de Marfil|Costa d’Avorio',
  CN: "PRC|P.R. China|Mainland China|People's Republic of China",
  CV: 'Cabo Verde',
  CZ: 'Czech Republic|Czech|Česko|Tschechische Republik|República Checa|Repubblica Ceca|République tchèque',
  DE: 'BRD|FRG|West Germany',
  DO: 'Dominican Rep',
  FK: 'Falklands|Malvinas',
  GB: 'UK|Great Britain|Britain|England|Scotland|Wales|Cymru|Northern Ireland|United Kingdom of Great Britain and Northern Ireland|Großbritannien|Grande-Bretagne|Gran Bretaña|Gran Bretagna|Angleterre|Inglaterra',
  GR: 'EL|Hellas|Ellada|Hellenic Republic',
  HK: 'Hong Kong|Hong Kong SAR|Hong Kong, China|香港',
  IE: 'Eire|ROI|Southern Ireland',
  IN: 'Bharat',
  IR: 'Irão',
  JP: 'Nippon|Nihon|日本国',
  KG: 'Kyrgyz Republic',
  KN: 'St Kitts|Nevis',
  KP: "DPRK|Korea, Democratic People's Republic of|Democratic People's Republic of Korea",
  KR: 'ROK|Korea|S. Korea|한국|República de Corea|대한민국|大韓民国',
  LA: "Lao|Lao PDR|Lao People's Democratic Republic",
  MK: 'Macedonia|FYROM',
  MM: 'Myanmar|Burma',
  MO: 'Macao|Macau|Macao, China|Macau, China|澳门|澳門',
  NL: 'Holland',
  NZ: 'Aotearoa|Aotearoa New Zealand',
  PS: 'Palestine|Palestinian Territory|Palestinian Territory, Occupied|West Bank|Palestina',
  RU: 'Russian Federation|Russische Föderation|Federación de Rusia',
  SA: 'KSA|Saudi',
  SH: 'Saint Helena, Ascension and Tristan da Cunha',
  SK: 'Slovak Republic',
  ST: 'Sao Tome',
  SY: 'Syrian Arab Republic',
  SZ: 'Swaziland',
  TL: 'East Timor',
  TR: 'Turkey',
  TT: 'Trinidad|Tobago',
  TW: 'Taiwan, Province of China|Taiwan, China|Republic of China|Chinese Taipei',
  UM: 'United States Minor Outlying Islands',
  US: 'America|United States of America|U.S. of A|EEUU|EUA|Vereinigte Staaten von Amerika|Estados Unidos de América|États-Unis d’Amérique|アメリカ|Stati Uniti d’America|Estados Unidos da América|アメリカ合衆国',
  VA: 'Vatican|Holy See|Vatican City State|Holy See (Vatican City State)',
  VC: 'St Vincent',
  VG: 'BVI|Virgin Islands, British',
  VI: 'USVI|US Virgin Islands|United States Virgin Islands|Virgin Islands, U.S|Virgin Islands (U.S.)',
  VN: 'Viet Nam|Vietname',
  ZA: 'RSA',
};
