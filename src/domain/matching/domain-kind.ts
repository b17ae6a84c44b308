import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import providers from 'email-providers/all.json' with { type: 'json' };

/** Whose a domain is. Only a company's own says anything about who somebody is. */
export type DomainKind = 'company' | 'free-mail' | 'throw-away' | 'platform';

export function domainKind(domain: string): DomainKind {
  if (platforms.has(domain)) return 'platform';
  if (throwAway.has(domain)) return 'throw-away';
  return freeMail.has(domain) ? 'free-mail' : 'company';
}

const throwAway = disposableEmailBlocklistSet();

const freeMail = new Set([
  ...providers,
  ...`duck.com fastmail.com fastmail.fm hushmail.com kpnmail.nl me.com mac.com posteo.de posteo.net proton.me
  protonmail.com tuta.com tuta.io tutamail.com tutanota.com tutanota.de yandex.com ziggo.nl icloud.com hey.com`.split(
    /\s+/,
  ),
]);

/** What people put into a website field instead of a website. */
const platforms = new Set(
  `linkedin.com facebook.com fb.com instagram.com twitter.com x.com youtube.com tiktok.com xing.com google.com
  goo.gl bit.ly linktr.ee wikipedia.org crunchbase.com yelp.com yellowpages.com etsy.com medium.com`.split(
    /\s+/,
  ),
);
