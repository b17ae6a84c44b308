/**
 * HubSpot's "original source" says by which channel somebody came; rules ask who took the first step.
 * Whoever came through the website, an ad or a mailing came to us.
 */
const channels: Record<string, string> = {
  ORGANIC_SEARCH: 'inbound',
  PAID_SEARCH: 'inbound',
  PAID_SOCIAL: 'inbound',
  SOCIAL_MEDIA: 'inbound',
  EMAIL_MARKETING: 'inbound',
  REFERRALS: 'inbound',
  AI_REFERRALS: 'inbound',
  DIRECT_TRAFFIC: 'inbound',
  OTHER_CAMPAIGNS: 'inbound',
  OFFLINE: 'offline',
};

/** How somebody who did not come through the website got into HubSpot; what is not here stays `offline`. */
const offline: Record<string, string> = {
  FORM: 'inbound',
  ANALYTICS: 'inbound',
  MEETINGS: 'inbound',
  CONVERSATIONS: 'inbound',
  BOTS: 'inbound',
  CONTACTS: 'outbound',
  CRM_UI: 'outbound',
  EXTENSION: 'outbound',
  SALES: 'outbound',
  SEQUENCES: 'outbound',
  PRESENTATIONS: 'outbound',
};

/** What people call a campaign or a list; only there are the drill-downs their own words. */
const occasions: [source: string, name: RegExp][] = [
  ['event', /\b(?:events?|webinars?|conferences?|trade ?shows?|fairs?|summit|expo|booth|badge)\b/i],
  ['partner', /\b(?:partners?|resellers?|distributors?)\b/i],
];

/** Who took the first step: inbound, outbound, event, partner, or offline where nobody can tell. */
export function leadSourceOf(channel: string, drillDowns: string[]): string {
  if (channel !== 'OFFLINE' && channel !== 'OTHER_CAMPAIGNS') return channels[channel] ?? channel;
  const words = drillDowns.join(' ').replaceAll(/[_-]/g, ' ');
  const [source] = occasions.find(([, name]) => name.test(words)) ?? [];
  return source ?? offline[drillDowns[0] ?? ''] ?? channels[channel] ?? channel;
}
