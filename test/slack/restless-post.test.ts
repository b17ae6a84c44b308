import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { RestlessNote, RestlessSpell } from '../../src/domain/restless.ts';
import { between, settersOf } from '../../src/domain/restless.ts';
import { restlessPost } from '../../src/slack/views/restless-post.ts';
import { anyText, beyond } from '../support/texts.ts';

const since = new Date('2026-11-20T10:00:00Z');
const uuid = (nth: number) => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
const machine = { kind: 'machine', name: 'Cadastre' } as const;
const [ana, bo] = ['Ana', 'Bo'].map((name, nth) => ({ id: uuid(nth), name }));
const byRule = (rule: string) => ({ kind: 'routing', rule, ruleSet: 3 }) as const;
const swings = [
  { to: ana, cause: byRule('Iceland'), by: machine },
  { cause: { kind: 'crm-edit' }, by: { kind: 'crm-user', id: '7', name: 'Eva Stone' } },
  { to: ana, cause: byRule('Iceland'), by: machine },
  {
    to: bo,
    cause: { kind: 'crm-edit' },
    by: { kind: 'crm-user', id: 'W', name: 'HubSpot workflow' },
  },
  { to: ana, cause: { kind: 'crm-copy' }, by: { kind: 'machine', name: 'HubSpot' } },
] as const;
const aSpell = (nth: number, name = `Pendulum ${nth}`): RestlessSpell => ({
  ...{ id: uuid(nth), since, changes: 6, between: between(swings), setters: settersOf(swings) },
  subject: { kind: 'account', id: uuid(nth), name, crmId: '4711' },
});
const aNote = (fields: Partial<RestlessNote> = {}): RestlessNote => ({
  ...{ id: uuid(99), crm: 'HubSpot', total: 1, open: 1, spells: [aSpell(1)], ...fields },
});
const said = (note: RestlessNote) => JSON.stringify(restlessPost(note));

describe('owners that go to and fro', () => {
  it('are told with who sets them, how often, what rules do now, and what to do', () => {
    expect(restlessPost(aNote()).text).toBe(
      'Rules leave Pendulum 1 alone for now: its owner goes to and fro',
    );
    expect(said(aNote())).toMatch(
      /6 new owners .*between Ana, nobody and Bo.*Set by rule “Iceland” 2 times, Eva Stone in HubSpot once, HubSpot workflow once and HubSpot, which copies owners, once\..*waits for a person.*After an hour.*workflow in HubSpot.*Take it up again/,
    );
  });

  it('are one message however many there are, each of them to be taken up by itself', () => {
    const spells = Array.from({ length: 8 }, (_, nth) => aSpell(nth));
    const many = aNote({ total: 2000, open: 2000, spells });
    expect(restlessPost(many).text).toMatch(/2,000 records/);
    expect(said(many)).toMatch(/Take Pendulum 3 up again.*1,992 more.*Take all up again/);
    expect(validateMessage(restlessPost(many))).toEqual([]);
  });

  it('are told to be taken up again by whom, with nothing left to press', () => {
    const by = { kind: 'rep', id: uuid(5), name: 'Olga' } as const;
    const over = aNote({ open: 0, spells: [{ ...aSpell(1), takenUp: { by, at: since } }] });
    expect(said(over)).toMatch(/Taken up again by Olga/);
    expect(said(over)).not.toMatch(/"button"/);
  });

  it('are taken by Slack whatever they are called', () => {
    fc.assert(
      fc.property(anyText(3000), (text) => {
        const by = { kind: 'crm-user', id: '7', name: text } as const;
        const hands = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ by: { ...by, id }, times: 2 }));
        const setters = hands.map((one) => ({ ...one, cause: byRule(text) }));
        const persons = Array.from({ length: 9 }, (_, nth) => ({ id: uuid(nth), name: text }));
        const spells = Array.from({ length: 8 }, (_, nth) => {
          return { ...aSpell(nth, text), setters, between: persons };
        });
        const note = aNote({ crm: text, total: 30, open: 30, spells });
        expect(beyond(validateMessage(restlessPost(note)))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
