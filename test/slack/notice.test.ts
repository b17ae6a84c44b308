import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import { type Audience, audiences, type Notice } from '../../src/domain/notice.ts';
import { noticeCsv } from '../../src/domain/notice-csv.ts';
import { noticePicture } from '../../src/slack/views/notice.ts';
import { fileOf, shownPost } from '../../src/slack/views/shown.ts';
import { anyText, beyond } from '../support/texts.ts';

const at = new Date('2026-11-20T10:31:00Z');
const aNotice = (fields: Partial<Notice> = {}): Notice => ({
  audience: 'owner',
  subject: {
    ...{ kind: 'account', id: '0a8f2b34-0000-4000-8000-000000000001', name: 'Acme', crmId: '5001' },
    crm: { name: 'HubSpot', url: 'https://app.hubspot.com/contacts/1/record/0-2/5001' },
  },
  cause: { kind: 'routing', ruleSet: 3, rule: 'West' },
  actor: { kind: 'machine', name: 'Cadastre' },
  ...{ reason: 'The West is Bo’s.', at, leads: 4, territory: 'California' },
  from: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' },
  to: { id: 'r2', name: 'Bo Lind', slackUserId: 'U0BO' },
  facts: [{ key: 'country', value: 'US' }],
  deals: { count: 2, total: 90_000, currency: 'USD' },
  ...{ contacts: [], along: [], kept: { count: 0, total: 0, currency: 'USD' } },
  ...fields,
});
const shown = (audience: Audience, fields: Partial<Notice> = {}) => {
  const picture = noticePicture({ id: 'b', audience, notices: [aNotice({ audience, ...fields })] });
  return `${picture.text} ${JSON.stringify(picture.blocks)}`;
};

describe('a change of owner, told', () => {
  it('to the new owner: why, what is at stake, and what to do first', () => {
    const text = shown('owner');
    expect(text).toMatch(/^Acme is yours now/);
    expect(text).toContain(
      '*Why* rule “West” (version 3 of the rules) decided so — The West is Bo’s.',
    );
    expect(text).toContain('*At stake* 2 open deals worth $90K and 4 leads.');
    expect(text).toMatch(
      /\*First steps\* ask <@U0ANA> what you should know; look at the open deals/,
    );
    expect(text).toMatch(/account:open.*Open in HubSpot/);
  });

  it('to both owners: what goes along and what stays, whom one knows there, and what was done last', () => {
    const parts: Partial<Notice> = {
      along: ['leads'],
      kept: { count: 1, total: 50_000, currency: 'USD', until: at },
      contacts: [{ name: 'Lia Ray', email: 'lia@acme.example' }, { name: 'Tom' }],
      last: { kind: 'call', at, by: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' } },
    };
    const owner = shown('owner', parts);
    expect(owner).toMatch(
      /\*Goes along\* its leads\..*\*Stays\* 1 open deal worth \$50K with <@U0ANA> until/,
    );
    expect(owner).toContain('*Contacts* Lia Ray (lia@acme.example), Tom and 2 more.');
    expect(owner).toMatch(/\*Last activity\* a call by <@U0ANA>, /);
    const former = shown('former-owner', parts);
    expect(former).toMatch(/\*Stays\* 1 open deal worth \$50K with you until/);
    expect(former).not.toContain('Contacts');
    expect(shown('former-owner')).toContain('*Stays* no open deal with you.');
    expect(shown('former-owner', { along: ['open-deals'] })).not.toContain('*Stays*');
  });

  it('to the former owner: whose it is, why, and whom to tell where it is wrong', () => {
    const text = shown('former-owner');
    expect(text).toMatch(/^Acme is Bo Lind’s now/);
    expect(text).toContain('If this is wrong, dispute it.');
    const ruled = { cause: { kind: 'dispute' as const, disputeId: 'd1' } };
    expect(shown('former-owner', ruled)).toContain('There you may appeal, too.');
    const { to: _, ...nobody } = aNotice({ audience: 'former-owner' });
    const left = noticePicture({ id: 'b', audience: 'former-owner', notices: [nobody] });
    expect(left.text).toBe('Acme is nobody’s now');
  });

  it('to the others in their own words', () => {
    expect(shown('team')).toMatch(/^Acme: Ana Ruiz → Bo Lind/);
    expect(shown('marketing')).toMatch(/campaigns go by Bo Lind now.*until .* <@U0ANA>’s/);
    expect(shown('customer-success')).toMatch(/your partner in sales is Bo Lind now/);
    expect(shown('finance')).toMatch(
      /in the book of Bo Lind now.*id 5001 in HubSpot.*credited to <@U0BO> from/,
    );
    expect(shown('marketing')).not.toContain('account:open');
    const lead = { subject: { ...aNotice().subject, kind: 'lead' as const } };
    expect(shown('customer-success', lead)).toContain('The lead *Acme* is talked to by <@U0BO>');
    expect(shown('marketing', lead)).toContain('The lead *Acme* is <@U0BO>’s');
    expect(shown('finance', lead)).toContain('The lead *Acme* (id 5001');
  });

  it('says who handed over, and never that whoever lost it did', () => {
    const cause = { kind: 'handover', from: 'Ana Ruiz' } as const;
    const moved = {
      ...{ cause, actor: { kind: 'rep', id: 'r3', name: 'Olga Ops' } as const },
      reason: 'Ana moves to partner sales',
    };
    expect(shown('owner', moved)).toContain(
      '*Why* Olga Ops handed it over — Ana moves to partner sales',
    );
    const notices = Array.from({ length: 10 }, () => aNotice(moved));
    const { blocks } = noticePicture({ id: 'b', audience: 'former-owner', notices });
    expect(JSON.stringify(blocks)).toContain(
      '*Why* because Olga Ops handed over what Ana Ruiz had — Ana moves to partner sales',
    );
  });

  it('many at once: the first by name, all in a file', () => {
    const notices = Array.from({ length: 40 }, (_, nth) =>
      aNotice({ subject: { ...aNotice().subject, name: `Acme ${nth}` } }),
    );
    const batch = { id: 'b', audience: 'owner' as const, notices };
    const picture = noticePicture(batch);
    expect(picture.text).toBe('40 accounts are yours now');
    const lead = aNotice({ subject: { ...aNotice().subject, kind: 'lead' } });
    const words = (some: Notice[]) => noticePicture({ ...batch, notices: some }).text;
    expect(words([lead, lead])).toBe('2 leads are yours now');
    expect(words([lead, aNotice(), lead])).toBe('1 account and 2 leads are yours now');
    const text = JSON.stringify(picture.blocks);
    expect(text).toMatch(
      /\*Acme 0\* <@U0ANA> → <@U0BO>.*and 25 more.*Why\* because the rules decided so/,
    );
    expect(fileOf({ kind: 'notices', batch })?.text.split('\r\n')).toHaveLength(42);
    expect(noticeCsv([aNotice()]).split('\r\n')[1]).toBe(
      '5001,Acme,Ana Ruiz,Bo Lind,routing,Cadastre,The West is Bo’s.,2026-11-20T10:31:00.000Z',
    );
    expect(fileOf({ kind: 'notices', batch: { ...batch, notices: [aNotice()] } })).toBeUndefined();
    expect(shownPost({ kind: 'notices', batch }).metadata?.event_payload.key).toBe('notices b');
  });

  it('is taken by Slack whatever it holds', () => {
    const words = anyText(400);
    fc.assert(
      fc.property(words, words, fc.constantFrom(...audiences), (name, reason, audience) => {
        const person = { id: 'r', name };
        const subject = { ...aNotice().subject, name };
        const fields = { audience, subject, reason, from: person, to: person, territory: name };
        const contacts = Array.from({ length: 3 }, () => ({ name, email: name }));
        const last = { kind: 'call' as const, at, by: person };
        const kept = { count: 3, total: 9e9, currency: 'USD', until: at };
        const one = aNotice({
          ...fields,
          contacts,
          last,
          kept,
          actor: { kind: 'rep', id: 'r', name },
        });
        const batches = [[one], Array.from({ length: 60 }, () => one)];
        const problems = batches.flatMap((notices) =>
          validateMessage(noticePicture({ id: 'b', audience, notices })),
        );
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
