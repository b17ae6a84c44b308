import { mappedOf } from '../domain/field.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RosterFile } from '../domain/roster.ts';
import { rosterGaps } from '../domain/roster-gaps.ts';
import { mappedAs, rankable, rankedAttribute, readSources } from '../domain/source.ts';
import type { Ports } from '../ports.ts';
import { saveAbsences } from '../store/absences.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readFields, saveField } from '../store/fields.ts';
import { findPinned, savePin } from '../store/pins.ts';
import { dropRanking, saveRanking } from '../store/rankings.ts';
import { findRepByEmail, readTeamIds, saveRosterPeople } from '../store/roster.ts';
import { readTerritoryIds, saveTerritories } from '../store/territories.ts';
import {
  saveNoticeRoutes,
  saveRelatedChoice,
  saveRoleGrants,
  saveWorkspace,
} from '../store/workspaces.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** Takes over the people, teams, absences and territories of a roster file; names what it left out. */
export async function importRoster(
  ports: Needs,
  workspace: { id: string; name: string },
  roster: RosterFile,
  operator: string,
): Promise<{ gaps: string[] }> {
  return inTransaction(ports.database, async (tx) => {
    const { opsChannel, related, roles } = roster;
    await saveWorkspace(tx, { ...workspace, ...(opsChannel && { opsChannel }) });
    const reps = await saveRosterPeople(tx, workspace.id, roster);
    await saveAbsences(tx, workspace.id, roster, reps);
    await saveTerritories(tx, workspace.id, roster, reps);
    const at = ports.clock.now();
    for (const field of roster.fields) await saveField(tx, workspace.id, field, at);
    await saveRankings(tx, workspace.id, roster, at);
    if (roster.notices.length > 0) await saveNoticeRoutes(tx, workspace.id, roster.notices);
    if (related) await saveRelatedChoice(tx, workspace.id, related);
    if (roles) await saveRoleGrants(tx, workspace.id, roles);
    await appendAudit(tx, workspace.id, [
      {
        at,
        actor: { kind: 'operator', name: operator },
        action: 'roster-imported',
        subject: { kind: 'workspace', id: workspace.id },
        reason: 'roster file',
        before: null,
        after: {
          teams: roster.teams.length,
          reps: roster.reps.length,
          territories: roster.territories.length,
          fields: roster.fields.length,
          sources: Object.keys(roster.sources).length,
          ...(related && { related }),
          ...(roles && { roles }),
        },
        context: {},
      },
    ]);
    const teams = await readTeamIds(tx, workspace.id);
    const territories = await readTerritoryIds(tx, workspace.id);
    return { gaps: rosterGaps(roster, { reps, teams, territories }) };
  });
}

/** Whether the CRM has these properties is seen when it is next asked, as of mapped fields. */
async function saveRankings(
  tx: Db,
  workspaceId: string,
  { sources: ranked }: RosterFile,
  at: Date,
): Promise<void> {
  const mapped = mappedOf(await readFields(tx, workspaceId), 'account');
  for (const [written, lines] of Object.entries(ranked)) {
    const { attribute, type } = rankedAttribute(written, rankable(mapped));
    const { sources, problems } = readSources(attribute, type, lines);
    problems.push(...mappedAs(attribute, sources, mapped));
    if (problems.length > 0) {
      const named = problems.map((problem) => `sources of ${written}: ${problem}`);
      throw new Refusal({ kind: 'faulty-ranking', problems: named });
    }
    if (sources.length > 0) await saveRanking(tx, workspaceId, { attribute, sources }, at);
    else await dropRanking(tx, workspaceId, attribute);
  }
}

export type PinReport = { pinned: number; unknown: string[] };

/** Sets the pins of a roster file; accounts must be in the registry by now. */
export async function importPins(
  ports: Needs,
  workspaceId: string,
  { pins }: RosterFile,
): Promise<PinReport> {
  return inTransaction(ports.database, async (tx) => {
    const report: PinReport = { pinned: 0, unknown: [] };
    for (const pin of pins) {
      const accountId = await findPinned(tx, workspaceId, pin);
      if (!accountId) report.unknown.push(pin.domain ?? pin.crmId ?? '');
      else if (await setPin(tx, ports, workspaceId, accountId, pin)) report.pinned += 1;
    }
    return report;
  });
}

async function setPin(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  accountId: string,
  { who, why, until }: RosterFile['pins'][number],
): Promise<boolean> {
  const at = clock.now();
  const rep = await findRepByEmail(tx, workspaceId, who);
  const by = rep
    ? ({ kind: 'rep', id: rep.id, name: rep.name } as const)
    : ({ kind: 'operator', name: who } as const);
  const pin = { accountId, by, reason: why, ...(until && { until: new Date(until) }) };
  if (!(await savePin(tx, workspaceId, pin, at))) return false;
  await appendAudit(tx, workspaceId, [
    {
      at,
      actor: by,
      action: 'pinned',
      subject: { kind: 'account', id: accountId },
      reason: why,
      before: null,
      after: { until: until ?? null },
      context: {},
    },
  ]);
  return true;
}
