import { randomBytes } from 'node:crypto';
import { keepNewest, type World } from './world.ts';

/** Leave to open a modal for the person who just acted. */
export type Trigger = { user: string; viewId?: string; expiresAt: number; used: boolean };

const triggersKept = 500;

export function issueTrigger(world: World, user: string, viewId?: string): string {
  const now = world.clock().getTime();
  const id = `${now}.${world.team.id.slice(1)}.${randomBytes(16).toString('hex')}`;
  const expiresAt = now + world.timings.triggerMs;
  world.triggers.set(id, { user, expiresAt, used: false, ...(viewId && { viewId }) });
  keepNewest(world.triggers, triggersKept);
  return id;
}

export type TriggerUse =
  | { ok: true; trigger: Trigger }
  | { ok: false; error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' };

export function spendTrigger(world: World, id: string): TriggerUse {
  const trigger = world.triggers.get(id);
  if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
  if (trigger.used) return { ok: false, error: 'exchanged_trigger_id' };
  if (world.clock().getTime() > trigger.expiresAt)
    return { ok: false, error: 'expired_trigger_id' };
  trigger.used = true;
  return { ok: true, trigger };
}
