import { z } from 'zod';
import { indexOfCrmId } from '../company/account.ts';
import type { Activity } from '../company/activity.ts';
import type { Answer, Call } from './call.ts';
import { type Filter, parseBody, type SearchBody, searchBody } from './object-bodies.ts';
import type { Portal } from './portal.ts';
import { invalid } from './problem.ts';
import { isoTime } from './record.ts';
import { liveRecord } from './shelf.ts';

const kinds = ['emails', 'calls', 'meetings'] as const;
/** What HubSpot calls the outcome of a call in which somebody answered. */
const ANSWERED = 'f240bbac-87c9-4f6e-bf70-924b57d47db7';
const NO_ANSWER = '73a0d17f-1163-4015-bdd5-ec830791da20';
const BY_COMPANY = 'associations.company';

/** E-mails, calls and meetings are told with their companies; this HubSpot knows no other way to ask for them. */
export function searchActivities(
  portal: Portal,
  call: Pick<Call, 'body'>,
  kindName: string,
): Answer {
  const kind = z.enum(kinds).parse(kindName);
  const body = parseBody(searchBody, call.body);
  const [group, ...others] = body.filterGroups;
  const company = group?.filters.find(({ propertyName }) => propertyName === BY_COMPANY)?.value;
  if (!company || others.length > 0) throw invalid(`Name one company, as ${BY_COMPANY}`);
  const asked = group?.filters.filter(({ propertyName }) => propertyName !== BY_COMPANY) ?? [];
  const found = activitiesIn(portal, company)
    .filter((one) => one.kind === kind)
    .map(shown)
    .filter(({ properties }) => asked.every((filter) => fits(filter, properties)));
  const sorted = inOrder(found, body);
  const wanted = body.after + body.limit;
  const results = sorted.slice(body.after, wanted).map((one) => withOnly(one, body.properties));
  const paging = sorted.length > wanted ? { paging: { next: { after: String(wanted) } } } : {};
  return { status: 200, body: { total: sorted.length, results, ...paging } };
}

/** Those of the story, and those that were logged since. */
function activitiesIn({ company, shelves, logged }: Portal, crmId: string): Activity[] {
  if (!liveRecord(shelves.companies, crmId)) return [];
  const index = indexOfCrmId(crmId);
  const told =
    index !== undefined && index < company.accountCount ? company.activitiesOf(index) : [];
  return [...told, ...(logged.get(crmId) ?? [])];
}

type Shown = {
  id: string;
  properties: Record<string, string>;
  createdAt: string;
  updatedAt: string;
};

function shown(activity: Activity): Shown {
  const { crmId: id, owner, at } = activity;
  const moment = isoTime(at);
  const properties = {
    hs_object_id: id,
    hs_timestamp: moment,
    ...(owner === '' ? {} : { hubspot_owner_id: owner }),
    ...ownProperties(activity),
  };
  return { id, properties, createdAt: moment, updatedAt: moment };
}

function ownProperties(activity: Activity): Record<string, string> {
  switch (activity.kind) {
    case 'emails':
      return { hs_email_direction: activity.isTheirs ? 'INCOMING_EMAIL' : 'EMAIL' };
    case 'calls':
      return {
        hs_call_direction: activity.isTheirs ? 'INBOUND' : 'OUTBOUND',
        hs_call_disposition: activity.isAnswered ? ANSWERED : NO_ANSWER,
      };
    case 'meetings':
      return { hs_meeting_outcome: activity.outcome };
  }
}

function fits({ propertyName, operator, value = '' }: Filter, has: Shown['properties']): boolean {
  const held = has[propertyName];
  if (held === undefined) return false;
  if (operator === 'EQ') return held === value;
  if (operator === 'GTE' && propertyName === 'hs_timestamp')
    return Date.parse(held) >= Number(value);
  throw invalid(`${operator} on ${propertyName} is not to be had here`);
}

function inOrder(found: Shown[], { sorts }: SearchBody): Shown[] {
  const sign = sorts[0]?.descending ? -1 : 1;
  const timeOf = ({ properties }: Shown) => properties.hs_timestamp ?? '';
  return found.sort((one, other) => sign * timeOf(one).localeCompare(timeOf(other)));
}

function withOnly({ properties, ...rest }: Shown, wanted: string[]) {
  const names = ['hs_object_id', ...wanted];
  const kept = Object.entries(properties).filter(([name]) => names.includes(name));
  return { ...rest, properties: Object.fromEntries(kept), archived: false };
}

const loggedId = 65_000_000_001;
const logBody = z.object({
  companyId: z.string(),
  ownerId: z.string(),
  at: z.coerce.date(),
  kind: z.enum(kinds),
  /** Theirs, or ours; of calls and meetings: whether anybody was there. */
  isTheirs: z.boolean().default(false),
  isAnswered: z.boolean().default(true),
});

/** Somebody logs what they did. */
export function logActivity({ logged }: Portal, body: unknown): Answer {
  const { companyId, ownerId: owner, at, kind, isTheirs, isAnswered } = parseBody(logBody, body);
  const count = [...logged.values()].reduce((sum, all) => sum + all.length, 0);
  const done = { crmId: String(loggedId + count), owner, at: at.getTime() };
  const activity = (): Activity => {
    switch (kind) {
      case 'emails':
        return { ...done, kind, isTheirs };
      case 'calls':
        return { ...done, kind, isTheirs, isAnswered };
      case 'meetings':
        return { ...done, kind, outcome: isAnswered ? 'COMPLETED' : 'NO_SHOW' };
    }
  };
  logged.set(companyId, [...(logged.get(companyId) ?? []), activity()]);
  return { status: 201, body: { id: done.crmId } };
}
