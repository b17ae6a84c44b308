import { randomUUID } from 'node:crypto';
import type { CrmNews, Ports } from '../../src/ports.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import type { CrmDouble } from './crm.ts';
import type { Mirror } from './mirror.ts';

/** Something has happened to a record of the CRM. */
export function hint(kind: CrmNews['kind'], id: string, content: CrmNews['content']): CrmNews {
  return { kind, id, content, at: new Date('2026-11-20T09:59:59Z'), key: randomUUID() };
}

export const changed = (id: string) => hint('account', id, { kind: 'changed' });

/** The CRM tells us, and the workers look after it. */
export async function hear(
  { ports, id }: Pick<Mirror, 'id'> & { ports: Ports },
  ...news: CrmNews[]
): Promise<void> {
  await receiveNews(ports, id, news);
  await takeNews(ports, id);
}

/** When people worked in the CRM. */
export const editedAt = new Date('2026-11-20T09:59:00Z');

export function edit({ company }: CrmDouble, id: string, fields: object): void {
  const found = company.accounts.find((one) => one.id === id);
  if (found) Object.assign(found, fields, { changedAt: editedAt });
}
