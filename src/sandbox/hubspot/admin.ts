import { type Door, people } from './admin-people.ts';
import type { Answer } from './call.ts';
import type { Desk } from './desk.ts';
import { failureNames, planFailure, weather } from './failures.ts';
import { budget } from './limits.ts';
import { parseBody } from './object-bodies.ts';
import { Problem } from './problem.ts';
import { someSwitches } from './switches.ts';
import { mishaps, noMishaps } from './webhooks/mishaps.ts';
import { target } from './webhooks/target.ts';

/** The sandbox's own switches, without a token. */
const doors: Record<string, (desk: Desk, body: unknown) => Answer> = {
  'GET /admin/state': (desk) => ({ status: 200, body: stateOf(desk) }),
  'PATCH /admin/switches': ({ portal }, body) => {
    Object.assign(portal.switches, parseBody(someSwitches, body));
    return { status: 200, body: portal.switches };
  },
  'POST /admin/fail': ({ trouble }, body) => ({ status: 200, body: planFailure(trouble, body) }),
  'DELETE /admin/fail': ({ trouble }) => {
    trouble.planned.length = 0;
    return { status: 204 };
  },
  'PUT /admin/weather': ({ trouble }, body) => {
    trouble.weather = parseBody(weather, body);
    return { status: 200, body: trouble.weather };
  },
  'DELETE /admin/weather': ({ trouble }) => {
    trouble.weather = undefined;
    return { status: 204 };
  },
  'PUT /admin/limits': ({ limits }, body) => {
    limits.budget = parseBody(budget, body);
    return { status: 200, body: limits.budget };
  },
  'DELETE /admin/limits': ({ limits }) => {
    limits.budget = undefined;
    return { status: 204 };
  },
  'PUT /admin/webhooks': ({ sender }, body) => {
    sender.pointAt(parseBody(target, body));
    return { status: 204 };
  },
  'DELETE /admin/webhooks': ({ sender }) => {
    sender.pointAt(undefined);
    return { status: 204 };
  },
  'PUT /admin/webhooks/mishaps': ({ sender }, body) => {
    sender.suffer(parseBody(mishaps, body));
    return { status: 200, body: sender.mishaps() };
  },
  'DELETE /admin/webhooks/mishaps': ({ sender }) => {
    sender.suffer(noMishaps);
    return { status: 204 };
  },
};

export function answerAdmin(desk: Desk, asked: string, body: unknown): Answer | Promise<Answer> {
  const door = doors[asked];
  if (door) return door(desk, body);
  const act: Door | undefined = people[asked];
  if (act) return act(desk.portal, body);
  throw new Problem(404, 'NOT_FOUND', `No switch ${asked}`);
}

function stateOf({ portal, trouble, limits, sender, tally }: Desk): object {
  const pointed = sender.target();
  return {
    portalId: portal.id,
    calls: tally.counts(),
    events: sender.counts(),
    target: pointed && { url: pointed.url, signature: pointed.signature },
    mishaps: sender.mishaps(),
    planned: trouble.planned,
    weather: trouble.weather ?? null,
    limits: limits.budget ?? null,
    switches: portal.switches,
    failures: failureNames,
  };
}
