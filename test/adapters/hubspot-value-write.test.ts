import { describe, expect, it } from 'vitest';
import type { ValueWrite } from '../../src/ports.ts';
import { aRecord, type Call, connect, type Reply, startPortal } from './hubspot-server.ts';

type Values = Record<string, string>;
type Input = { id: string; properties: Values };

const isWrite = ({ path }: Call) => path.endsWith('/batch/update');
const inputsOf = ({ body }: Call): Input[] => JSON.parse(body).inputs;

/** Companies that remember their values; `refuse` says why HubSpot does not take a batch. */
async function startCompanies(
  companies: Record<string, Values>,
  trouble: (inputs: Input[], nth: number) => Reply | 'lost' | undefined = () => undefined,
) {
  let writes = 0;
  const portal = await startPortal((call) => {
    const inputs = inputsOf(call);
    if (isWrite(call)) {
      writes += 1;
      const reply = trouble(inputs, writes);
      if (reply && reply !== 'lost') return reply;
      for (const { id, properties } of inputs) Object.assign(companies[id] ?? {}, properties);
      if (reply === 'lost') return { broken: 'reset' };
    }
    const known = inputs.filter(({ id }) => companies[id]);
    return { json: { results: known.map(({ id }) => aRecord(id, { ...companies[id] })) } };
  });
  const tell = (...wanted: Omit<ValueWrite, 'trace'>[]) =>
    connect(portal, { deadlineMs: 300 }).writeValues(
      wanted.map((write) => ({ ...write, trace: `${write.id} ${write.attribute}` })),
    );
  return { companies, tell, writes: () => writes };
}

const country = (id: string) => ({ id, attribute: 'country', expected: 'USA', wanted: 'US' });
const refused: Reply = { status: 400, json: { message: 'Property is not writable' } };

describe('A clean value for HubSpot', () => {
  it('is compared as the registry reads it, not as it is spelled', async () => {
    const { companies, tell } = await startCompanies({ 77: { annualrevenue: '1.5E7' } });
    const write = { id: '77', attribute: 'revenue', expected: '15000000', wanted: '16000000' };
    expect((await tell(write)).get('77 revenue')).toMatchObject({ kind: 'written' });
    expect(companies['77']).toEqual({ annualrevenue: '16000000' });
  });

  it('is written once even if HubSpot’s answer is lost', async () => {
    const { companies, tell, writes } = await startCompanies(
      { 77: { country: 'USA' } },
      (_, nth) => (nth === 1 ? 'lost' : undefined),
    );
    expect((await tell(country('77'))).get('77 country')).toMatchObject({ kind: 'written' });
    expect(companies['77']).toEqual({ country: 'US' });
    expect(writes()).toBe(1);
  });

  it('goes in one call with the others of its company', async () => {
    const { companies, tell, writes } = await startCompanies({
      77: { country: 'USA', state: 'Calif' },
    });
    const state = { id: '77', attribute: 'state', expected: 'Calif', wanted: 'CA' };
    await tell(country('77'), state);
    expect(companies['77']).toEqual({ country: 'US', state: 'CA' });
    expect(writes()).toBe(1);
  });

  it('that is refused holds up no other, not even of its own company', async () => {
    const { companies, tell } = await startCompanies(
      { 77: { country: 'USA', state: 'Calif' }, 78: { country: 'USA' } },
      (inputs) => (inputs.some(({ properties }) => properties.state) ? refused : undefined),
    );
    const state = { id: '77', attribute: 'state', expected: 'Calif', wanted: 'CA' };
    const receipts = await tell(country('77'), state, country('78'));
    expect([...receipts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(2);
    expect(receipts.get('77 state')).toMatchObject({ kind: 'refused', why: 'invalid' });
    expect(companies).toMatchObject({
      77: { country: 'US', state: 'Calif' },
      78: { country: 'US' },
    });
  });

  it('that HubSpot refuses within a batch is tried without what stands beside it', async () => {
    const companies: Record<string, Values> = { 77: { country: 'USA', state: 'Calif' } };
    const portal = await startPortal((call) => {
      const [input] = inputsOf(call);
      if (isWrite(call) && input?.properties.state) {
        const context = { ids: ['77'] };
        const error = { category: 'VALIDATION_ERROR', message: 'No such state', context };
        return { json: { results: [], numErrors: 1, errors: [error] } };
      }
      if (isWrite(call)) Object.assign(companies['77'] ?? {}, input?.properties);
      return { json: { results: [aRecord('77', { ...companies['77'] })] } };
    });
    const state = { id: '77', attribute: 'state', expected: 'Calif', wanted: 'CA' };
    const receipts = await connect(portal).writeValues([
      { trace: 'country', ...country('77') },
      { trace: 'state', ...state },
    ]);
    expect(receipts.get('country')).toMatchObject({ kind: 'written' });
    expect(receipts.get('state')).toMatchObject({
      ...{ kind: 'refused', why: 'invalid' },
      problem: expect.stringContaining('Writing state of company 77: HubSpot did not take it'),
    });
  });
});
