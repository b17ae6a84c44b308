import { z } from 'zod';
import { disputeStatuses } from '../domain/dispute-state.ts';
import { flag } from '../domain/flag.ts';
import type { Owner, OwnerCard, Pending } from '../domain/owner-card.ts';
import { actor, cause } from '../domain/ownership.ts';
import { presenceOf } from '../domain/roster.ts';
import { type Db, plannedRows } from './database.ts';
import { absence, maybe, person, time } from './json.ts';
import { CRM_PLACE, crmPlace } from './workspaces.ts';

const FORMER_OWNERS = 5;
const FAMILY_SHOWN = 8;
const DEALS_SHOWN = 3;

/** Everything the card shows in one round trip; each part is served by an index on the account. */
const READ_CARD = `
  SELECT a.id, a.name, a.crm_id AS "crmId", a.attributes,
    ${CRM_PLACE('$1')} AS crm,
    ARRAY(SELECT domain FROM account_domains WHERE account_id = a.id ORDER BY domain) AS domains,
    (SELECT json_build_object(
        'id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id, 'title', r.title,
        'team', t.name, 'leftAt', r.left_at,
        'manager', (SELECT json_build_object('id', m.id, 'name', m.name, 'slackUserId', m.slack_user_id)
                    FROM reps m WHERE m.id = t.manager_id AND m.id <> r.id),
        'absences', (SELECT coalesce(json_agg(json_build_object('from', x."from", 'until', x.until,
            'reason', x.reason, 'backup', CASE WHEN b.id IS NOT NULL THEN
              json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END)), '[]')
          FROM absences x LEFT JOIN reps b ON b.id = x.backup_id
          WHERE x.rep_id = r.id AND x."from" <= $3 AND x.until > $3))
      FROM reps r LEFT JOIN teams t ON t.id = r.team_id WHERE r.id = a.owner_id) AS owner,
    (WITH RECURSIVE up AS (
        SELECT id, key, name, parent_id, 0 AS depth FROM territories WHERE id = a.territory_id
        UNION ALL
        SELECT p.id, p.key, p.name, p.parent_id, up.depth + 1
        FROM territories p JOIN up ON p.id = up.parent_id WHERE up.depth < 20)
      SELECT json_build_object('path', (SELECT json_agg(name ORDER BY depth DESC) FROM up),
        'key', up.key, 'name', up.name,
        'cover', (SELECT coalesce(json_agg(json_build_object('role', c.role, 'person',
            json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id))
            ORDER BY c.role), '[]')
          FROM covers c JOIN reps r ON r.id = c.rep_id WHERE c.territory_id = up.id))
      FROM up WHERE depth = 0) AS territory,
    (SELECT coalesce(json_agg(c), '[]') FROM (
        SELECT oc.cause, oc.actor, oc.reason, oc.at, CASE WHEN f.id IS NOT NULL THEN
          json_build_object('id', f.id, 'name', f.name, 'slackUserId', f.slack_user_id) END AS "from"
        FROM ownership_changes oc LEFT JOIN reps f ON f.id = oc.from_id
        WHERE oc.account_id = a.id ORDER BY oc.at DESC, oc.audit_seq DESC
        LIMIT ${FORMER_OWNERS + 1}) c) AS changes,
    (SELECT json_build_object('count', count(*), 'total', coalesce(sum(amount), 0),
        'currency', coalesce(max(currency), 'USD')) FROM deals
      WHERE account_id = a.id AND status = 'open') AS deals,
    (SELECT coalesce(json_agg(d), '[]') FROM (
        SELECT d.name, d.stage, d.amount, CASE WHEN r.id IS NOT NULL THEN
          json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END AS owner
        FROM deals d LEFT JOIN reps r ON r.id = d.owner_id
        WHERE d.account_id = a.id AND d.status = 'open'
        ORDER BY d.amount DESC NULLS LAST, d.name LIMIT ${DEALS_SHOWN}) d) AS largest,
    (SELECT count(*)::int FROM accounts f WHERE f.ultimate_parent_id = coalesce(a.ultimate_parent_id, a.id)
      AND f.deleted_at IS NULL) AS descendants,
    (SELECT count(DISTINCT f.owner_id)::int FROM accounts f
      WHERE (f.ultimate_parent_id = coalesce(a.ultimate_parent_id, a.id) OR f.id = coalesce(a.ultimate_parent_id, a.id))
        AND f.deleted_at IS NULL) AS holders,
    (SELECT coalesce(json_agg(m), '[]') FROM (
        SELECT f.id, f.name, f.id = a.parent_id AS "isParent",
          f.id = a.ultimate_parent_id AS "isUltimate", CASE WHEN r.id IS NOT NULL THEN
          json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END AS owner
        FROM accounts f LEFT JOIN reps r ON r.id = f.owner_id
        WHERE (f.ultimate_parent_id = coalesce(a.ultimate_parent_id, a.id)
            OR f.id = a.ultimate_parent_id) AND f.id <> a.id AND f.deleted_at IS NULL
        ORDER BY f.id = a.ultimate_parent_id DESC, f.id = a.parent_id DESC, f.name
        LIMIT ${FAMILY_SHOWN}) m) AS family,
    (SELECT json_build_object('by', by, 'reason', reason, 'until', until) FROM pins
      WHERE account_id = a.id AND lifted_at IS NULL AND (until IS NULL OR until > $3)
      ORDER BY pinned_at DESC LIMIT 1) AS pin,
    (SELECT coalesce(json_agg(json_build_object('kind', s.kind, 'role', s.role, 'percent', s.percent::float8,
        'person', json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id))
        ORDER BY s.kind DESC, s.percent DESC, r.name), '[]')
      FROM shares s JOIN reps r ON r.id = s.rep_id WHERE s.account_id = a.id AND s.ended_at IS NULL) AS shares,
    (SELECT coalesce(json_agg(json_build_object('deal', d.name, 'until', h.until,
        'person', json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id)) ORDER BY h.until, d.name), '[]')
      FROM holdovers h JOIN deals d ON d.id = h.deal_id JOIN reps r ON r.id = h.rep_id
      WHERE h.account_id = a.id AND h.ended_at IS NULL) AS holdovers,
    (SELECT coalesce(json_agg(json_build_object('kind', 'proposal', 'dueAt', p.due_at, 'flags', p.flags, 'edition', s.number,
        'proposed',
        CASE WHEN r.id IS NOT NULL THEN
          json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END)), '[]')
      FROM proposals p LEFT JOIN reps r ON r.id = p.proposed_owner_id
        LEFT JOIN decisions c ON c.id = p.decision_id LEFT JOIN rule_sets s ON s.id = c.rule_set_id
      WHERE p.account_id = a.id AND p.status = 'pending') AS proposals,
    (SELECT json_build_object('by', p.verdict->'by', 'at', p.verdict->'at', 'reason', p.verdict->'reason',
        'proposed', CASE WHEN r.id IS NOT NULL THEN
          json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END)
      FROM proposals p LEFT JOIN reps r ON r.id = p.proposed_owner_id
      WHERE p.account_id = a.id AND p.status = 'rejected' AND NOT EXISTS (SELECT FROM ownership_changes c
          WHERE c.account_id = a.id AND c.at >= (p.verdict->>'at')::timestamptz)
        AND NOT EXISTS (SELECT FROM proposals o WHERE o.account_id = a.id AND o.status = 'pending')
      ORDER BY p.verdict->>'at' DESC LIMIT 1) AS rejected,
    (SELECT coalesce(json_agg(json_build_object('kind', 'dispute', 'id', d.id, 'status', d.status, 'raisedBy',
        json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id))), '[]')
      FROM disputes d JOIN reps r ON r.id = d.raised_by_id
      WHERE d.account_id = a.id AND d.status NOT IN ('closed', 'withdrawn', 'merged', 'data-fix')
    ) AS disputes
  FROM accounts a WHERE a.workspace_id = $1 AND a.id = $2::uuid AND a.deleted_at IS NULL`;

const relative = z.object({
  id: z.string(),
  name: z.string(),
  owner: maybe(person),
  isParent: z.boolean().nullable(),
  isUltimate: z.boolean().nullable(),
});

const row = z.object({
  id: z.string(),
  name: z.string(),
  crmId: z.string(),
  crm: crmPlace,
  attributes: z.record(
    z.string(),
    z.object({
      value: z.union([z.string(), z.number(), z.boolean()]),
      source: z.string(),
      at: time,
    }),
  ),
  domains: z.array(z.string()),
  owner: maybe(
    person.extend({
      title: z.string(),
      team: maybe(z.string()),
      manager: maybe(person),
      leftAt: maybe(time),
      absences: z.array(absence),
    }),
  ),
  territory: maybe(
    z.object({
      key: z.string(),
      name: z.string(),
      path: z.array(z.string()),
      cover: z.array(z.object({ role: z.string(), person })),
    }),
  ),
  changes: z.array(z.object({ cause, actor, reason: z.string(), at: time, from: maybe(person) })),
  deals: z.object({ count: z.number(), total: z.number(), currency: z.string() }),
  largest: z.array(
    z.object({
      name: z.string(),
      stage: z.string(),
      amount: maybe(z.number()),
      owner: maybe(person),
    }),
  ),
  ...{ descendants: z.number(), holders: z.number() },
  family: z.array(relative),
  shares: z.array(
    z.object({
      ...{ kind: z.enum(['credit', 'cover']), role: z.string(), percent: maybe(z.number()) },
      person,
    }),
  ),
  holdovers: z.array(z.object({ deal: z.string(), until: maybe(time), person })),
  pin: maybe(z.object({ by: actor, reason: z.string(), until: maybe(time) })),
  proposals: z.array(
    z.object({
      kind: z.literal('proposal'),
      proposed: maybe(person),
      dueAt: maybe(time),
      edition: maybe(z.number()),
      flags: z.array(flag).catch([]),
    }),
  ),
  rejected: maybe(z.object({ by: actor, at: time, reason: z.string(), proposed: maybe(person) })),
  disputes: z.array(
    z.object({
      ...{ kind: z.literal('dispute'), id: z.string(), raisedBy: person },
      status: z.enum(disputeStatuses),
    }),
  ),
});
type Row = z.infer<typeof row>;

export async function readOwnerCard(
  db: Db,
  workspaceId: string,
  accountId: string,
  at: Date,
): Promise<OwnerCard | undefined> {
  const [found] = await plannedRows(db, READ_CARD, workspaceId, accountId, at);
  return found === undefined ? undefined : cardOf(row.parse(found), at);
}

function cardOf(found: Row, at: Date): OwnerCard {
  const { id, name, crmId, crm, domains, owner, territory, changes, deals, largest, pin } = found;
  const facts = Object.entries(found.attributes).map(([key, { value, source, at: since }]) => ({
    key,
    value: String(value),
    source,
    at: since,
  }));
  const [why] = changes;
  const pending: Pending[] = [...found.proposals, ...found.disputes];
  return {
    account: { id, name, crmId, crm, domains, facts },
    ...(owner && { owner: ownerOf(owner, at) }),
    ...(territory && { territory }),
    ...(why && { why }),
    formerOwners: changes.flatMap((change) =>
      change.from ? [{ person: change.from, until: change.at }] : [],
    ),
    deals: { ...deals, largest },
    family: familyOf(found),
    ...{ shares: found.shares, holdovers: found.holdovers },
    ...(pin && { pin }),
    ...(found.rejected && { rejected: found.rejected }),
    pending,
  };
}

function ownerOf({ leftAt, absences, ...person }: NonNullable<Row['owner']>, at: Date): Owner {
  return { ...person, presence: presenceOf({ leftAt, absences }, at) };
}

function familyOf({ family, descendants, holders }: Row): OwnerCard['family'] {
  const members = family.map(({ id, name, owner }) => ({ id, name, owner }));
  const parent = family.findIndex((member) => member.isParent);
  const ultimate = family.findIndex((member) => member.isUltimate);
  // Everybody under the ultimate parent, and the ultimate parent: it is not a descendant of itself.
  const size = descendants === 0 ? 1 : descendants + 1;
  return { size, holders, parent: members[parent], ultimateParent: members[ultimate], members };
}
