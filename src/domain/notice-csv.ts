import { csvLine } from './csv.ts';
import type { Notice } from './notice.ts';

const head = ['CRM id', 'Name', 'From', 'To', 'Cause', 'By', 'Reason', 'At'];

/** Many changes of owner as a file, for whoever works through them. */
export function noticeCsv(notices: readonly Notice[]): string {
  const lines = notices.map(({ subject, from, to, cause, actor, reason, at }) =>
    csvLine([
      ...[subject.crmId, subject.name, from?.name ?? '', to?.name ?? ''],
      ...[cause.kind, actor.name, reason, at.toISOString()],
    ]),
  );
  return [csvLine(head), ...lines].join('');
}
