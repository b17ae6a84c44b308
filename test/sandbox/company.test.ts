import { describe, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';

const company = createCompany({ seed: 7, accounts: 20_000 });
const accounts = Array.from({ length: company.accountCount }, (_, index) => company.account(index));

function share(is: (account: (typeof accounts)[number]) => boolean): number {
  return accounts.filter(is).length / accounts.length;
}

/** As a matcher would see a name: no case, no accents, no legal form, no punctuation. */
function bare(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(
      /\b(inc|llc|corp|corporation|co|lp|ltd|limited|plc|gmbh|ag|kg|sas|sa|srl|ab|oy)\b/g,
      '',
    )
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

describe('the invented company', () => {
  it('is the same company to the last byte whenever it is told', () => {
    const again = createCompany({ seed: 7, accounts: 20_000 });
    const told = (one: typeof company) =>
      JSON.stringify([
        one.people,
        one.channels,
        Array.from({ length: 300 }, (_, n) => [
          one.account(n * 61),
          one.dealsOf(n),
          one.contactsOf(n),
        ]),
      ]);
    expect(told(again)).toBe(told(company));
  });

  it('is another company under another seed', () => {
    const other = createCompany({ seed: 8, accounts: 100 });
    const same = Array.from({ length: 90 }, (_, n) => n + 10).filter(
      (n) => other.account(n).name === accounts[n]?.name,
    );
    expect(same).toEqual([]);
  });

  it('tells an account without having told the ones before it', () => {
    const fresh = createCompany({ seed: 7, accounts: 20_000 });
    expect(fresh.account(19_999)).toEqual(accounts[19_999]);
  });

  it('keeps its accounts whatever their number is', () => {
    const small = createCompany({ seed: 7, accounts: 60 });
    expect(small.account(59)).toEqual(accounts[59]);
  });

  it('gives hardly any two companies the same name', () => {
    expect(new Set(accounts.map(({ name }) => bare(name))).size / accounts.length).toBeGreaterThan(
      0.97,
    );
  });

  it('has a vocabulary with a long tail and a few words that everybody uses', () => {
    const words = new Map<string, number>();
    for (const word of accounts.flatMap(({ name }) => bare(name).split(' '))) {
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    const once = [...words.values()].filter((times) => times === 1).length;
    expect(words.size).toBeGreaterThan(12_000);
    expect(once / words.size).toBeGreaterThan(0.6);
    expect(words.get('software')).toBeGreaterThan(100);
  });

  it('has names in other scripts and with accents', () => {
    const foreign = (script: RegExp) => accounts.some(({ name }) => script.test(name));
    expect(share(({ name }) => /[^\p{Script=Latin}\p{Script=Common}]/u.test(name))).toBeGreaterThan(
      0.02,
    );
    for (const script of [/株式会社/, /有限公司/, /ООО/, /\p{sc=Greek}/u, /\p{sc=Arabic}/u]) {
      expect(foreign(script)).toBe(true);
    }
    expect(foreign(/\p{sc=Hebrew}/u) && foreign(/[éöñø]/)).toBe(true);
  });

  it('has families of 5 to 8 % of its accounts, without a circle', () => {
    const members = new Set(
      accounts.flatMap(({ index, parent }) => (parent === null ? [] : [index, parent])),
    );
    expect(members.size / accounts.length).toBeGreaterThan(0.05);
    expect(members.size / accounts.length).toBeLessThan(0.08);
    expect(accounts.every(({ index, parent }) => parent === null || parent < index)).toBe(true);
  });

  it('knows the children of a parent and the parent of a child alike', () => {
    for (const { index, parent } of accounts) {
      if (parent !== null) expect(company.childrenOf(parent)).toContain(index);
    }
  });

  it('was typed in twice for 1 to 2 % of its accounts', () => {
    const slotOfCopies = accounts.filter(({ index }) => index % 50 === 49);
    const copies = slotOfCopies.filter(({ index, name, domain }) =>
      accounts
        .slice(index - 49, index)
        .some(
          (one) =>
            (domain !== '' && one.domain === domain.replace('www.', '')) ||
            bare(one.name).startsWith(bare(name).replace(' duplicate', '')),
        ),
    );
    expect(copies.length / accounts.length).toBeGreaterThan(0.01);
    expect(copies.length / accounts.length).toBeLessThan(0.02);
  });

  it('is as untidy as real records are', () => {
    expect(share(({ country }) => country === '')).toBeGreaterThan(0.005);
    expect(share(({ domain }) => domain === '')).toBeGreaterThan(0.003);
    expect(share(({ name }) => name !== name.trim())).toBeGreaterThan(0.003);
    expect(share(({ owner }) => owner === '')).toBeGreaterThan(0.05);
    expect(share(({ employees }) => employees === null)).toBeLessThan(0.12);
  });

  it('tells owners in order of time, the last one being the present owner', () => {
    for (const { owner, owners, createdAt, modifiedAt } of accounts.slice(6)) {
      const times = owners.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times[0]).toBe(createdAt);
      expect(times.at(-1)).toBeLessThanOrEqual(modifiedAt);
      expect(owners.at(-1)?.owner).toBe(owner);
    }
  });

  it('begins with Acme: two domains, a ticker, a family, three owners, open deals', () => {
    const acme = company.account(0);
    expect(acme).toMatchObject({ name: 'Acme Corporation', domain: 'acme.com' });
    expect(acme.moreDomains).toContain('acme.io');
    expect(acme.aliases).toContain('ACM');
    expect(acme.formerNames.map(({ name }) => name)).toEqual(['Acme Widgets Inc']);
    expect(acme.owners).toHaveLength(3);
    expect(company.childrenOf(0).map((child) => company.account(child).name)).toEqual([
      'Acme Health GmbH',
      'Acme Robotics K.K.',
      'Acme Logistics Ltd',
    ]);
    expect(company.dealsOf(0).filter(({ status }) => status === 'open')).toHaveLength(2);
  });

  it('gives contacts an address at the domain of their company', () => {
    for (const { email } of company.contactsOf(0)) expect(email).toMatch(/@acme\.com$/);
  });
});
