import { stages } from '../company/deal.ts';
import type { Answer, Call } from './call.ts';
import { kindIn, type Portal } from './portal.ts';
import { notFound } from './problem.ts';

const since = '2021-03-01T09:00:00.000Z';

/** `uiDomain` is the sandbox itself, so that links made from it open the sandbox's record page. */
export function accountDetails(portal: Portal, { host }: Call): Answer {
  return {
    status: 200,
    body: {
      portalId: portal.id,
      accountType: 'STANDARD',
      timeZone: portal.company.workspace.timeZone,
      companyCurrency: 'USD',
      additionalCurrencies: ['EUR', 'JPY'],
      utcOffset: '-08:00',
      utcOffsetMilliseconds: -28_800_000,
      uiDomain: host,
      dataHostingLocation: 'na1',
    },
  };
}

export function listPipelines(_portal: Portal, _call: Call, kindName: string): Answer {
  return { status: 200, body: { results: kindIn(kindName) === 'deals' ? [salesPipeline] : [] } };
}

export function getPipeline(_portal: Portal, _call: Call, kindName: string, id: string): Answer {
  if (kindIn(kindName) !== 'deals' || id !== 'default') throw notFound(`Pipeline ${id}`);
  return { status: 200, body: salesPipeline };
}

const salesPipeline = {
  id: 'default',
  label: 'Sales Pipeline',
  displayOrder: 0,
  archived: false,
  createdAt: since,
  updatedAt: since,
  stages: stages.map(({ id, label, probability }, displayOrder) => ({
    id,
    label,
    displayOrder,
    archived: false,
    createdAt: since,
    updatedAt: since,
    metadata: { isClosed: String(id.startsWith('closed')), probability: String(probability) },
  })),
};
