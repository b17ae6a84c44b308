/**
 * The industries that rules speak of, each with what CRMs, LinkedIn and people call it or a branch of it. HubSpot's own
 * options are all here. A branch that sales teams staff on its own (banking, medical devices) is an industry of its own.
 */
const rows = `
Aerospace & Defense|aviation & aerospace,defense & space,defence & space,airlines/aviation,aviation,aerospace,defense,defence,military,space
Agriculture|farming,ranching,dairy,fishery,agribusiness,forestry,agritech,farms
Automotive|automobile,automotive manufacturing,motor vehicles,auto,car manufacturing,mobility
Banking|banks,bank,commercial banking,retail banking,credit unions
Biotechnology|biotech,biotechnology research,nanotechnology
Chemicals|chemical,chemical manufacturing,plastics,plastics manufacturing,chemie
Construction|building materials,glass ceramics & concrete,building,contractors,building construction,aec,bau
Consumer Goods|apparel & fashion,textiles,cosmetics,furniture,luxury goods & jewelry,sporting goods,tobacco,consumer electronics,cpg,fmcg,consumer products,consumer packaged goods,apparel,fashion,toys,household goods
Consumer Services|individual & family services,personal services,recreational facilities & services
Education|higher education,education management,primary/secondary education,e-learning,elearning,professional training & coaching,k-12,universities,university,colleges,schools,edtech,libraries,training
Energy|oil & energy,renewables & environment,oil & gas,renewables,renewable energy,solar,oil,gas,environmental services,cleantech,energie
Engineering & Architecture|architecture & planning,civil engineering,mechanical or industrial engineering,engineering,engineering services,architecture,design
Financial Services|capital markets,investment banking,investment management,venture capital & private equity,venture capital,private equity,finance,fintech,asset management,wealth management,payments,financial
Food & Beverage|food & beverages,food production,wine & spirits,food,beverages,beverage,food manufacturing,food & drink,brewing,cpg food
Government|government administration,government relations,public safety,law enforcement,judiciary,legislative office,executive office,public policy,political organization,international affairs,public sector,federal government,state government,local government,state & local government,public administration,public services
Healthcare|hospital & health care,hospitals & health care,health care,medical practice,mental health care,alternative medicine,health wellness & fitness,veterinary,hospitals,hospital,clinics,health,medical,health services,healthcare services,healthtech,digital health,providers,payers,gesundheitswesen,santé
Hospitality & Travel|hospitality,hotels,restaurants,restaurant,leisure travel & tourism,travel,tourism,gambling & casinos,events services,hotels & restaurants,travel & leisure,food service
Insurance|insurances,insurtech,versicherung,versicherungen,assurance
IT Services|information technology & services,information services,computer networking,computer & network security,it services & it consulting,it,it consulting,information technology,managed services,msp,systems integration,cybersecurity,computer & network security,program development,technology services
Legal|legal services,law practice,law,alternative dispute resolution,law firm,law firms
Logistics & Transportation|logistics & supply chain,transportation/trucking/railroad,package/freight delivery,warehousing,maritime,railroad manufacture,import & export,logistics,transportation,transport,trucking,freight,shipping,supply chain,logistik,spedition
Manufacturing|machinery,industrial automation,electrical/electronic manufacturing,mechanical,paper & forest products,packaging & containers,printing,shipbuilding,industrial,industrials,industrial manufacturing,industrial goods,machinery manufacturing,electronics manufacturing,discrete manufacturing,process manufacturing,maschinenbau,industrie,packaging,robotics
Marketing & Advertising|marketing,advertising,public relations & communications,market research,graphic design,marketing services,advertising services,agency,agencies,public relations,martech
Media & Entertainment|broadcast media,online media,media production,motion pictures & film,music,newspapers,publishing,performing arts,fine art,photography,animation,entertainment,computer games,mobile games,sports,museums & institutions,arts & crafts,writing & editing,media,gaming,film,arts
Medical Devices|medical device,medtech,medical equipment,medical technology,medical equipment manufacturing,medizintechnik
Mining & Metals|mining,metals,steel,metal,natural resources
Nonprofit|nonprofit organization management,non-profit organization management,civic & social organization,fund-raising,philanthropy,religious institutions,non profit,not for profit,ngo,charity,foundations,international trade & development,think tanks
Pharmaceuticals|pharmaceutical,pharma,pharmaceutical manufacturing,life sciences,life science,drug manufacturing
Professional Services|management consulting,accounting,human resources,staffing & recruiting,outsourcing/offshoring,translation & localization,business services,consulting,business consulting,professional,staffing,recruiting,recruitment,hr,audit,tax,business consulting & services,unternehmensberatung
Real Estate|commercial real estate,facilities services,property management,property,proptech,immobilien
Research|research services,scientific research,research & development,r&d
Retail|supermarkets,e-commerce,ecommerce,retail trade,stores,online retail,consumer retail,einzelhandel
Security|security & investigations,security services,physical security
Semiconductors & Electronics|semiconductors,semiconductor,computer hardware,electronics,hardware,electronic components,semiconductor manufacturing
Software|computer software,internet,software development,saas,software & internet,software as a service,technology,tech,high tech,hi-tech,computers,it software,technology information & internet,software & technology,information technology & software
Telecommunications|wireless,telecom,telecoms,telco,telecommunication,communications,tmt
Utilities|utility,water,electric utilities,water & sewage,stadtwerke
Wholesale|business supplies & equipment,distribution,wholesale trade,wholesale distribution,distributors,trading,großhandel`;

const known = new Map<string, string>();
export const industries: string[] = [];

for (const row of rows.trim().split('\n')) {
  const [industry = '', names = ''] = row.split('|');
  industries.push(industry);
  for (const name of [industry, ...names.split(',')]) {
    if (!known.has(keyOf(name))) known.set(keyOf(name), industry);
  }
}

/**
 * The industry that a text means, one of `industries`. "Software / SaaS" is read part by part, and means what its
 * readable parts agree on.
 */
export function industryOf(text: string): string | undefined {
  const whole = known.get(keyOf(text));
  if (whole) return whole;
  const parts = text.split(/[/|;,>():]|\s[–—-]\s/).map((part) => known.get(keyOf(part)));
  const found = new Set(parts.filter((industry) => industry !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

/** HOSPITAL_HEALTH_CARE and "Hospital & Health Care" are one. */
function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', ' ')
    .replaceAll(/\b(?:and|the|industry|sector)\b/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
