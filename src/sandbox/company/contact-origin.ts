import type { Account } from './account.ts';
import type { Dice } from './chance.ts';
import { industries } from './industry.ts';

/** How somebody came to be a contact, and how far sales has got with them; `''` where nobody filled it in. */
export type ContactOrigin = {
  channel: string;
  drillDowns: [string, string];
  language: string;
  lifecycle: string;
  leadStatus: string;
  place: Pick<Account, 'country' | 'state' | 'city' | 'zip'>;
  industry: string;
};

/** channel|drill-down 1|drill-down 2|weight */
const channelRows = `
ORGANIC_SEARCH|google||20
ORGANIC_SEARCH|bing||3
DIRECT_TRAFFIC|www.tallgrass.example/demo||15
PAID_SEARCH|brand-search|tallgrass|8
PAID_SOCIAL|LinkedIn|Plant managers 2026|5
SOCIAL_MEDIA|LinkedIn||5
EMAIL_MARKETING|Newsletter|Autumn issue|7
REFERRALS|www.g2.com||4
AI_REFERRALS|chatgpt.com||2
OTHER_CAMPAIGNS|webinar-warehouse-costs||3
OFFLINE|CRM_UI|userId:5120311|9
OFFLINE|IMPORT|Hannover trade show badges.csv|6
OFFLINE|IMPORT|Partner referrals 2026.csv|3
OFFLINE|IMPORT|contacts.csv|4
OFFLINE|INTEGRATION||3
OFFLINE|MEETINGS||3`;
const stageRows = `
lead|NEW|34
lead|OPEN|12
lead|ATTEMPTED_TO_CONTACT|10
lead|UNQUALIFIED|7
lead|BAD_TIMING|4
lead||8
marketingqualifiedlead|IN_PROGRESS|8
marketingqualifiedlead|CONNECTED|5
salesqualifiedlead|CONNECTED|6
opportunity|OPEN_DEAL|3
subscriber||3`;

const channels = weighted(channelRows);
const stages = weighted(stageRows);

/** Tongues as HubSpot writes them; what is not here is English. */
const languages: Record<string, string> = {
  Germany: 'de',
  Austria: 'de',
  Switzerland: 'de',
  France: 'fr',
  Belgium: 'fr',
  Netherlands: 'nl',
  Spain: 'es',
  Mexico: 'es',
  Italy: 'it',
  Portugal: 'pt',
  Brazil: 'pt-br',
  Sweden: 'sv',
  Poland: 'pl',
  Japan: 'ja',
  China: 'zh-cn',
  'South Korea': 'ko',
  'United Kingdom': 'en-gb',
};

const nowhere = { country: '', state: '', city: '', zip: '' };

export function contactOrigin(account: Account, rolls: Dice): ContactOrigin {
  const [channel = '', first = '', second = ''] = rolls.pick(channels);
  const [lifecycle = '', leadStatus = ''] = rolls.pick(stages);
  const { country, state, city, zip, standing } = account;
  const speaks = languages[country] ?? 'en';
  const filledIn = rolls.roll();
  const label = industries.find(({ code }) => code === account.industry)?.label ?? '';
  return {
    channel,
    drillDowns: [first, second],
    language: rolls.happens(0.7) ? speaks : '',
    lifecycle: standing === 'customer' ? 'customer' : lifecycle,
    leadStatus: standing === 'customer' ? '' : leadStatus,
    place: placeOf(filledIn, { country, state, city, zip }),
    industry: rolls.happens(0.15) ? label : '',
  };
}

/** Forms often ask for the country alone. */
function placeOf(filledIn: number, whole: ContactOrigin['place']): ContactOrigin['place'] {
  if (filledIn < 0.35) return whole;
  return filledIn < 0.7 ? { ...nowhere, country: whole.country } : nowhere;
}

function weighted(rows: string): string[][] {
  return rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const cells = row.split('|');
      return Array.from({ length: Number(cells.at(-1)) }, () => cells.slice(0, -1));
    });
}
