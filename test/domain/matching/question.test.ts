import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nameOfDomain,
  parentDomains,
  parseQuestion,
} from '../../../src/domain/matching/question.ts';

/** Letters of all scripts, signs, and halves of letters. */
const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));

describe('what somebody means by what they typed', () => {
  const name = (text: string) => ({ kind: 'name', name: text });
  const domain = (text: string) => ({ kind: 'domain', domain: text });

  it.each([
    ['Acme Corporation', name('Acme Corporation')],
    ['  "acme"?  ', name('acme')],
    ['who owns Acme Corp?', name('Acme Corp')],
    ['hey, who owns Acme Corp', name('Acme Corp')],
    ['owner of acme', name('acme')],
    ['Hi Tech GmbH', name('Hi Tech GmbH')],
    ['Who Corp', name('Who Corp')],
    ['AT&amp;T', name('AT&T')],
    ['acme.com', domain('acme.com')],
    ['WWW.Acme.COM', domain('acme.com')],
    ['https://www.acme.co.uk/about?x=1', domain('acme.co.uk')],
    ['<http://acme.com|acme.com>', domain('acme.com')],
    ['<https://acme.com/>', domain('acme.com')],
    ['müller.de', domain('xn--mller-kva.de')],
    ['jo@acme.com', { kind: 'email', email: 'jo@acme.com', domain: 'acme.com' }],
    [
      '<mailto:Jo@Acme.com|Jo@Acme.com>',
      { kind: 'email', email: 'jo@acme.com', domain: 'acme.com' },
    ],
    ['jo@gmail.com', { kind: 'email', email: 'jo@gmail.com' }],
    ['20010000013', { kind: 'crm-id', id: '20010000013', typed: '20010000013' }],
    ['3M', name('3M')],
    ['S.p.A.', name('S.p.A.')],
    ['', { kind: 'nothing' }],
    ['?', { kind: 'nothing' }],
  ])('%s', (text, question) => {
    expect(parseQuestion(text)).toEqual(question);
  });

  it.each([
    'https://app.hubspot.com/contacts/123/record/0-2/456',
    'https://app-eu1.hubspot.com/contacts/123/company/456/',
    '<https://app.hubspot.com/contacts/123/record/0-2/456|the record>',
    'who owns https://app.hubspot.com/contacts/123/record/0-2/456?',
  ])('reads the record in %s', (text) => {
    expect(parseQuestion(text)).toMatchObject({ kind: 'crm-id', id: '456' });
  });

  it('makes something of whatever is typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseQuestion(text).kind).toMatch(/^(nothing|crm-id|email|domain|name)$/);
      }),
    );
  });
});

describe('a domain', () => {
  it('may belong to a company above it', () => {
    expect(parentDomains('mail.emea.acme.com')).toEqual([
      'mail.emea.acme.com',
      'emea.acme.com',
      'acme.com',
    ]);
  });

  it.each([
    ['acme.com', 'acme'],
    ['acme.co.uk', 'acme'],
    ['shop.acme.com.br', 'acme'],
  ])('%s says the name %s', (text, said) => {
    expect(nameOfDomain(text)).toBe(said);
  });
});
