import { parse } from 'tldts';
import { domainKind } from './domain-kind.ts';
import { domainOf } from './question.ts';

/**
 * The domain that somebody registered: acme.co.uk of `https://www.Acme.co.uk/about` and of ann@mail.acme.co.uk. Whoever
 * has a place on a host of many (acme.github.io) keeps it; an address of numbers or inside an office is nobody's.
 */
export function registrableDomain(text: string): string | undefined {
  const host = domainOf(text.trim().toLowerCase().replace(/^.*@/, '').replace(/\.$/, ''));
  if (!host) return undefined;
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  return domain && (isIcann || isPrivate) ? domain : undefined;
}

/** The same, where it is a company's own. */
export function companyDomain(text: string): string | undefined {
  const domain = registrableDomain(text);
  return domain && domainKind(domain) === 'company' ? domain : undefined;
}
