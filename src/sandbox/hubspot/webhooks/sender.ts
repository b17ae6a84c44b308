import type { PortalEvent } from '../portal.ts';
import { type Mishaps, noMishaps, shuffle } from './mishaps.ts';
import { signV1, signV3 } from './signature.ts';
import { type Target, waitBefore } from './target.ts';
import { subscriptionOf, type WireEvent, wireEvent } from './wire-event.ts';

const mostInOne = 100;

const noCounts = {
  /** Events that the target took. */
  delivered: 0,
  /** Requests that were made, and those of them that were not the first. */
  requests: 0,
  retries: 0,
  dropped: 0,
  duplicated: 0,
  /** Events that were given up after the last try. */
  lost: 0,
};
type Counts = typeof noCounts;

export type Sender = {
  /** Undefined sends nothing more. */
  pointAt: (target: Target | undefined) => void;
  target: () => Target | undefined;
  take: (event: PortalEvent) => void;
  suffer: (mishaps: Mishaps) => void;
  mishaps: () => Mishaps;
  counts: () => Counts & { waiting: number };
  stop: () => void;
};

type Desk = {
  target: Target | undefined;
  mishaps: Mishaps;
  queue: WireEvent[];
  subscriptions: Map<string, number>;
  counts: Counts;
  lastEventId: number;
  /** Requests on their way. */
  open: number;
  /** Events that wait for their time. */
  held: number;
  timers: Set<NodeJS.Timeout>;
  gathering: boolean;
  stop: AbortController;
};

export type SenderSettings = {
  portal: { id: number; appId: number };
  /** The clock that signatures are checked by. */
  now: () => number;
  chance: () => number;
};

/** Sends what happens in a portal to an app, as HubSpot's webhooks do. */
export function createSender(settings: SenderSettings): Sender {
  const desk: Desk = {
    target: undefined,
    mishaps: noMishaps,
    queue: [],
    subscriptions: new Map(),
    counts: { ...noCounts },
    lastEventId: 0,
    open: 0,
    held: 0,
    timers: new Set(),
    gathering: false,
    stop: new AbortController(),
  };
  return {
    pointAt: (target) => {
      desk.target = target;
      if (!target) desk.queue.length = 0;
    },
    target: () => desk.target,
    take: (event) => take(desk, settings, event),
    suffer: (mishaps) => {
      desk.mishaps = mishaps;
    },
    mishaps: () => desk.mishaps,
    counts: () => ({ ...desk.counts, waiting: desk.queue.length + desk.held + desk.open }),
    stop: () => {
      desk.target = undefined;
      for (const timer of desk.timers) clearTimeout(timer);
      desk.stop.abort();
    },
  };
}

function take(desk: Desk, settings: SenderSettings, event: PortalEvent): void {
  const { target, mishaps, counts } = desk;
  const subscription = subscriptionOf(event);
  if (!target || target.subscriptions?.includes(subscription) === false) return;
  if (settings.chance() < mishaps.dropped) {
    counts.dropped += 1;
    return;
  }
  const told = tell(desk, settings, event, subscription);
  const copies = settings.chance() < mishaps.duplicated ? [told, told] : [told];
  counts.duplicated += copies.length - 1;
  for (const copy of copies) {
    if (mishaps.delayMs > 0) {
      hold(desk, settings.chance() * mishaps.delayMs, 1, () => enqueue(desk, settings, copy));
    } else enqueue(desk, settings, copy);
  }
}

function tell(
  desk: Desk,
  { portal }: SenderSettings,
  event: PortalEvent,
  subscription: string,
): WireEvent {
  desk.lastEventId += 1;
  const known = desk.subscriptions.get(subscription);
  const subscriptionId = known ?? 3_000_001 + desk.subscriptions.size;
  if (known === undefined) desk.subscriptions.set(subscription, subscriptionId);
  const appId = desk.target?.appId ?? portal.appId;
  return wireEvent(event, {
    eventId: desk.lastEventId,
    subscriptionId,
    portalId: portal.id,
    appId,
  });
}

function enqueue(desk: Desk, settings: SenderSettings, event: WireEvent): void {
  if (!desk.target) return;
  desk.queue.push(event);
  if (desk.gathering) return;
  desk.gathering = true;
  hold(desk, desk.target.gatherMs, 0, () => {
    desk.gathering = false;
    if (desk.mishaps.reordered) shuffle(desk.queue, settings.chance);
    sendQueue(desk, settings);
  });
}

function sendQueue(desk: Desk, settings: SenderSettings): void {
  while (desk.target && desk.queue.length > 0 && desk.open < desk.target.concurrency) {
    void send(desk, settings, desk.target, desk.queue.splice(0, mostInOne));
  }
}

async function send(desk: Desk, settings: SenderSettings, target: Target, events: WireEvent[]) {
  const attempt = events[0]?.attemptNumber ?? 0;
  desk.open += 1;
  desk.counts.requests += 1;
  if (attempt > 0) desk.counts.retries += 1;
  const taken = await post(target, settings.now(), JSON.stringify(events), desk.stop.signal);
  desk.open -= 1;
  if (taken) desk.counts.delivered += events.length;
  else tryLater(desk, settings, target, events, attempt + 1);
  sendQueue(desk, settings);
}

/** The same request again, with the number of its attempt. */
function tryLater(
  desk: Desk,
  settings: SenderSettings,
  target: Target,
  events: WireEvent[],
  attemptNumber: number,
): void {
  const wait = waitBefore(attemptNumber, target);
  if (wait === undefined) {
    desk.counts.lost += events.length;
    return;
  }
  const again = events.map((event) => ({ ...event, attemptNumber }));
  hold(desk, wait, events.length, () => {
    if (desk.target) void send(desk, settings, desk.target, again);
  });
}

async function post(target: Target, at: number, body: string, stop: AbortSignal): Promise<boolean> {
  const { url, publicUrl = url, secret, signature } = target;
  const signed = { method: 'POST', url: publicUrl, body, secret, at };
  const headers = {
    'content-type': 'application/json',
    ...(signature === 'v1' ? {} : signV3(signed)),
    ...(signature === 'v3' ? {} : signV1(signed)),
  };
  const late = new AbortController();
  const giveUp = () => late.abort();
  const timer = setTimeout(giveUp, target.timeoutMs);
  stop.addEventListener('abort', giveUp);
  try {
    const asked = { method: 'POST', headers, body, redirect: 'manual' } as const;
    const response = await fetch(url, { ...asked, signal: late.signal });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', giveUp);
  }
}

function hold(desk: Desk, ms: number, events: number, then: () => void): void {
  if (desk.stop.signal.aborted) return;
  desk.held += events;
  const timer = setTimeout(() => {
    desk.timers.delete(timer);
    desk.held -= events;
    then();
  }, ms);
  timer.unref();
  desk.timers.add(timer);
}
