import type { Dice } from './chance.ts';
import type { Tongue } from './tongue.ts';

/** `code` is the option value of HubSpot's industry property; `words` are what such firms call themselves. */
export type Industry = { code: string; label: string; weight: number; words: string[] };

const rows = `
COMPUTER_SOFTWARE|Computer Software|12|Software Systems Labs Technologies Cloud Platforms Apps Solutions
INFORMATION_TECHNOLOGY_AND_SERVICES|Information Technology and Services|9|Consulting Networks Data Digital Technologies Solutions Integration
INTERNET|Internet|4|Online Interactive Web Media Digital Marketplace
FINANCIAL_SERVICES|Financial Services|6|Capital Finance Advisors Partners Credit Holdings Wealth
BANKING|Banking|3|Bank Bancorp Trust Savings Finance
INSURANCE|Insurance|3|Insurance Assurance Mutual Underwriters Risk
HOSPITAL_HEALTH_CARE|Hospital & Health Care|6|Health Clinics Care Medical Hospitals Wellness
MEDICAL_DEVICES|Medical Devices|3|Medical Surgical Devices Instruments Diagnostics Orthopedics
PHARMACEUTICALS|Pharmaceuticals|2|Pharma Therapeutics Biosciences Laboratories
BIOTECHNOLOGY|Biotechnology|3|Bio Genomics Biologics Therapeutics Life-Sciences
MACHINERY|Machinery|5|Machinery Machine-Works Engineering Tooling Drives Pumps
INDUSTRIAL_AUTOMATION|Industrial Automation|3|Automation Robotics Controls Sensors Motion
ELECTRICAL_ELECTRONIC_MANUFACTURING|Electrical/Electronic Manufacturing|4|Electronics Electric Circuits Components Power Semiconductor
AUTOMOTIVE|Automotive|4|Automotive Motors Mobility Parts Coachworks
AVIATION_AEROSPACE|Aviation & Aerospace|2|Aerospace Aviation Avionics Flight
CHEMICALS|Chemicals|3|Chemicals Coatings Polymers Adhesives
PLASTICS|Plastics|2|Plastics Packaging Moulding Films
MINING_METALS|Mining & Metals|2|Metals Steel Mining Foundry Alloys Minerals
OIL_ENERGY|Oil & Energy|3|Energy Petroleum Drilling Gas Resources
RENEWABLES_ENVIRONMENT|Renewables & Environment|3|Solar Renewables Wind Environmental Recycling
UTILITIES|Utilities|2|Utilities Water Power Electric-Cooperative
CONSTRUCTION|Construction|5|Construction Builders Contractors Roofing Paving Concrete
ARCHITECTURE_PLANNING|Architecture & Planning|2|Architects Design Studio Planning
REAL_ESTATE|Real Estate|4|Realty Properties Estates Developments
LOGISTICS_AND_SUPPLY_CHAIN|Logistics and Supply Chain|5|Logistics Freight Supply-Chain Warehousing Distribution Forwarding
TRANSPORTATION_TRUCKING_RAILROAD|Transportation/Trucking/Railroad|3|Trucking Transport Haulage Rail Carriers
RETAIL|Retail|6|Retail Stores Outfitters Goods Markets
WHOLESALE|Wholesale|4|Wholesale Trading Supply Imports Distributors
FOOD_BEVERAGES|Food & Beverages|4|Foods Beverages Brewing Bakery Provisions
FOOD_PRODUCTION|Food Production|3|Farms Mills Dairy Produce Orchards
APPAREL_FASHION|Apparel & Fashion|2|Apparel Textiles Footwear Garments
FURNITURE|Furniture|2|Furniture Interiors Cabinets Joinery
HOSPITALITY|Hospitality|3|Hotels Resorts Hospitality Inns
RESTAURANTS|Restaurants|2|Restaurants Kitchens Catering Grill
HIGHER_EDUCATION|Higher Education|2|University College Institute Academy
E_LEARNING|E-Learning|2|Learning Education Training Academy
MARKETING_AND_ADVERTISING|Marketing and Advertising|4|Marketing Media Agency Creative Brands
LEGAL_SERVICES|Legal Services|2|Law Legal Attorneys Counsel
ACCOUNTING|Accounting|2|Accounting Tax Audit Bookkeeping
STAFFING_AND_RECRUITING|Staffing and Recruiting|2|Staffing Talent Recruiting Workforce
TELECOMMUNICATIONS|Telecommunications|3|Telecom Wireless Communications Fiber
SECURITY_AND_INVESTIGATIONS|Security and Investigations|2|Security Protection Guard Alarm
NONPROFIT_ORGANIZATION_MANAGEMENT|Nonprofit Organization Management|2|Foundation Alliance Trust Society
PRINTING|Printing|1|Printing Press Graphics Labels
`;

export const industries: Industry[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [code = '', label = '', weight = '1', words = ''] = row.split('|');
    return {
      code,
      label,
      weight: Number(weight),
      words: words.split(' ').map((word) => word.replaceAll('-', ' ')),
    };
  });

/** Outside English, firms name their trade in their own words, whatever the industry code says. */
export const localTrades: Record<Exclude<Tongue, 'english'>, string[]> = {
  german: list(
    'Maschinenbau,Logistik,Software,Technik,Systeme,Elektronik,Anlagenbau,Werkzeugbau,Bau,Handel,Medizintechnik,Energie,Druck,Feinkost,Möbel,Spedition,Versicherungen,Steuerberatung,Fördertechnik,Werke',
  ),
  french: list(
    'Logistique,Industrie,Ingénierie,Conseil,Distribution,Énergies,Santé,Matériaux,Bâtiment,Transports,Électronique,Assurances,Textiles,Vignobles,Numérique,Immobilier,Traiteur,Édition',
  ),
  southern: list(
    'Logística,Sistemas,Ingeniería,Alimentos,Construcciones,Energía,Transportes,Comercial,Servizi,Meccanica,Costruzioni,Tecnologia,Engenharia,Serviços,Comércio,Indústria,Textil,Salud,Seguros,Inmobiliaria',
  ),
  nordic: list(
    'Teknik,Bygg,Energi,Logistik,Rakennus,Kone,Elektro,Fastigheter,Sjømat,Skog,Transport,Konsult,Data,Industri,Metall,Møbler',
  ),
  slavic: list(
    'Budowa,Technologie,Transport,Systemy,Stavby,Strojírny,Energie,Handel,Logistyka,Elektro,Software,Meble,Gradnja,Dřevo,Metal',
  ),
  japanese: list('電機,精工,製作所,物流,システム,工業,商事,建設,食品,化学,運輸,通信,製薬,印刷'),
  chinese: list('科技,电子,物流,贸易,机械,建设,医药,能源,软件,食品,化工,纺织,汽车,网络,生物科技'),
  korean: list('전자,물류,소프트,건설,산업,식품,화학,에너지,기계,무역,제약,정보통신'),
  cyrillic: list(
    'Строй,Логистика,Электроника,Системы,Энерго,Машины,Торговля,Транс,Металл,Фарма,Мебель,Продукты',
  ),
  greek: list('Τεχνική,Εμπορική,Κατασκευές,Τρόφιμα,Συστήματα,Ενέργεια,Ναυτιλία,Φάρμακα,Μεταφορές'),
  arabic: list('للتجارة,للتقنية,للمقاولات,للخدمات,للطاقة,للنقل,للأغذية,للاستثمار,للصناعات'),
  hebrew: list('טכנולוגיות,מערכות,בנייה,מסחר,אנרגיה,תוכנה,שיווק,תעשיות,הנדסה,מזון'),
};

const byWeight = industries.flatMap((industry) =>
  Array.from({ length: industry.weight }, () => industry),
);

export function pickIndustry(dice: Dice): Industry {
  return dice.pick(byWeight);
}

function list(text: string): string[] {
  return text.split(',');
}
