import { domainKind } from './domain-kind.ts';

/** What somebody means by what they typed after "who owns". */
export type Question =
  | { kind: 'nothing' }
  | { kind: 'crm-id'; id: string; typed: string }
  | { kind: 'email'; email: string; domain?: string }
  | { kind: 'domain'; domain: string }
  | { kind: 'name'; name: string };

export function parseQuestion(text: string): Question {
  const typed = withoutPhrase(withoutMarkup(text));
  if (typed === '') return { kind: 'nothing' };
  const record = recordOfLink(typed);
  if (record) return { kind: 'crm-id', id: record, typed };
  const email = /^[^\s@<>]+@([^\s@<>]+\.[^\s@<>]+)$/.exec(typed);
  if (email) return emailQuestion(typed, email[1] ?? '');
  const domain = domainOf(typed);
  if (domain) return { kind: 'domain', domain };
  if (/^\d{3,20}$/.test(typed)) return { kind: 'crm-id', id: typed, typed };
  return { kind: 'name', name: typed.slice(0, 300) };
}

/** Slack sends links and mentions in angle brackets. */
function withoutMarkup(text: string): string {
  const bare = text
    .replaceAll(/<mailto:([^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll(/<[@#!][^|>]*(?:\|([^>]*))?>/g, '$1');
  return asTyped(bare).trim();
}

/** Three characters come as entities. */
export function asTyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A greeting is one only before a question: "Hi Tech GmbH" is a name. */
const phrases = [
  /^(?:(?:hey|hi|hello|please|so|and)[\s,]+)+(?=(?:who|whose|can|could|do you|any idea|tell me|find out|owner)\b)/i,
  /^(?:can|could) (?:you|somebody|anyone) (?:please )?tell me[\s,]+/i,
  /^(?:do you know|any idea|tell me|find out)[\s,]+/i,
  /^(?:who|whose)(?:[’']s| is| are| has| does)?(?: currently| now)? (?:owns?|owner of|the owner (?:of|for)|the rep (?:of|for|on)|on|for|covers?|covering|looking after|account is)\s+/i,
  /^(?:owners?|rep|ae) (?:of|for)\s+/i,
];

function withoutPhrase(text: string): string {
  const bare = phrases.reduce((rest, phrase) => rest.replace(phrase, ''), text.trim());
  return bare
    .replace(/^[\s"'“”„‘’«»`*_]+/u, '')
    .replace(/[\s"'“”‘’«»`*_?!,;:]+$/u, '')
    .trim();
}

/** A company's record in HubSpot, in its present and its older form of address. */
function recordOfLink(text: string): string | undefined {
  return /\/contacts\/\d+\/(?:record\/0-2|company)\/(\d+)/.exec(text)?.[1];
}

function emailQuestion(typed: string, host: string): Question {
  const email = typed.toLowerCase();
  const domain = domainOf(host);
  return domain && domainKind(domain) === 'company'
    ? { kind: 'email', email, domain }
    : { kind: 'email', email };
}

/** The bare domain of a domain or an address on the web; undefined where the text is neither. */
export function domainOf(text: string): string | undefined {
  const host =
    /^(?:https?:\/\/)?(?:www\d?\.)?([^\s/?#:@]+\.[^\s/?#:@.]{2,})(?::\d+)?(?:[/?#]\S*)?$/i.exec(
      text,
    );
  if (!host?.[1] || !URL.canParse(`http://${host[1]}`)) return undefined;
  const domain = new URL(`http://${host[1]}`).hostname;
  return /^(?:[a-z0-9-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(domain) ? domain : undefined;
}

/** The domain and those above it: an address of mail.emea.acme.com belongs to acme.com. */
export function parentDomains(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}

/** The part of a domain that is a name: acme of acme.co.uk. */
export function nameOfDomain(domain: string): string {
  const labels = domain.split('.').slice(0, -1);
  const named = labels.filter((label) => !['co', 'com', 'org', 'net', 'gov', 'ac'].includes(label));
  return named.at(-1) ?? domain;
}
