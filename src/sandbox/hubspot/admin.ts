import { z } from 'zod';
import type { Answer } from './call.ts';
import { type Failure, planFailure } from './failures.ts';
import { parseBody } from './object-bodies.ts';
import { kindIn, type Portal } from './portal.ts';
import { Problem } from './problem.ts';
import { updateRecord } from './write.ts';

const editBody = z.object({
  kind: z.string(),
  id: z.string(),
  properties: z.record(z.string(), z.string()),
  /** HubSpot user id of the person who edits. */
  userId: z.number().optional(),
});

/**
 * The sandbox's own switches, without a token:
 * POST /admin/fail plans failures, DELETE /admin/fail forgets them,
 * POST /admin/edit edits a record as a person in HubSpot's own pages would.
 */
export function answerAdmin(
  portal: Portal,
  failures: Failure[],
  asked: string,
  body: unknown,
): Answer {
  switch (asked) {
    case 'POST /admin/fail':
      return { status: 200, body: planFailure(failures, body) };
    case 'DELETE /admin/fail':
      failures.length = 0;
      return { status: 204 };
    case 'POST /admin/edit': {
      const { kind, id, properties, userId } = parseBody(editBody, body);
      const by = userId ?? portal.company.people.find(({ job }) => job === 'revops')?.crmUserId;
      const author = { sourceType: 'CRM_UI', sourceId: `userId:${by}`, updatedByUserId: by ?? 0 };
      updateRecord(portal, kindIn(kind), id, properties, author);
      return { status: 204 };
    }
    default:
      throw new Problem(404, 'NOT_FOUND', `No switch ${asked}`);
  }
}
