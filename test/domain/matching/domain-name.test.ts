import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainKind } from '../../../src/domain/matching/domain-kind.ts';
import { companyDomain, registrableDomain } from '../../../src/domain/matching/domain-name.ts';

describe('the domain that somebody registered', () => {
  it.each([
    ['https://www.Acme.co.uk/about?x=1', 'acme.co.uk'],
    ['WWW.ACME.COM', 'acme.com'],
    ['http://acme.com:8080/', 'acme.com'],
    ['mail.emea.acme.com', 'acme.com'],
    ['Ann@mail.acme.co.jp', 'acme.co.jp'],
    ['acme.com.', 'acme.com'],
    ['  acme.com.br ', 'acme.com.br'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['acme.github.io', 'acme.github.io'],
    ['shop.acme.myshopify.com', 'acme.myshopify.com'],
    ['police.uk', undefined],
    ['github.io', undefined],
    ['co.uk', undefined],
    ['192.168.0.1', undefined],
    ['localhost', undefined],
    ['server.local', undefined],
    ['acme.notatld', undefined],
    ['acme,com', undefined],
    ['n/a', undefined],
    ['', undefined],
  ])('of "%s" is %s', (text, domain) => {
    expect(registrableDomain(text)).toBe(domain);
  });

  it('does not change when it is asked for again', () => {
    const labels = fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { minLength: 1, maxLength: 4 });
    const ends = fc.constantFrom('com', 'co.uk', 'de', 'github.io', 'com.br', 'local', '');
    fc.assert(
      fc.property(labels, ends, (words, end) => {
        const once = registrableDomain([...words, end].join('.'));
        if (once !== undefined) expect(registrableDomain(once)).toBe(once);
      }),
    );
  });
});

describe('whose a domain is', () => {
  it.each([
    [
      'free-mail',
      'gmail.com hotmail.co.uk t-online.de qq.com proton.me posteo.de yahoo.co.jp wp.pl',
    ],
    ['throw-away', 'mailinator.com guerrillamail.com yopmail.com 10minutemail.com'],
    ['platform', 'linkedin.com facebook.com'],
    ['company', 'ibm.com siemens.com google.de apple.com nokia.com acme.com oracle.com mit.edu'],
  ])('is %s: %s', (kind, domains) => {
    const all = domains.split(' ');
    expect(all.map((domain) => [domain, domainKind(domain)])).toEqual(
      all.map((domain) => [domain, kind]),
    );
  });

  it('says nothing of a company where everybody may have an address', () => {
    expect(companyDomain('ann@gmail.com')).toBeUndefined();
    expect(companyDomain('https://linkedin.com/company/acme')).toBeUndefined();
    expect(companyDomain('ann@mail.acme.com')).toBe('acme.com');
  });
});
