import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueTrigger } from '../../src/sandbox/slack/triggers.ts';
import { aWorkspace, type Workspace } from './slack-workspace.ts';

let slack: Workspace;
let now = new Date('2026-11-21T09:00:00Z');

beforeAll(async () => {
  slack = await aWorkspace({ clock: () => now });
});
afterAll(() => slack.stop());

const view = (title = 'Route', more: object = {}) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: title },
  blocks: [{ type: 'divider' as const }],
  ...more,
});

const open = (triggerId: string) =>
  slack.client.views.open({ trigger_id: triggerId, view: view() });

describe('a trigger', () => {
  it('opens one modal and no second', async () => {
    const trigger = issueTrigger(slack.world, 'U1ADA');
    await open(trigger);
    await expect(open(trigger)).rejects.toThrow('exchanged_trigger_id');
  });

  it('is worth nothing after three seconds', async () => {
    const trigger = issueTrigger(slack.world, 'U1ADA');
    now = new Date(now.getTime() + 3001);
    await expect(open(trigger)).rejects.toThrow('expired_trigger_id');
  });
});

describe('a stack of modals', () => {
  it('is three deep and no deeper', async () => {
    const opened = await open(issueTrigger(slack.world, 'U1ADA'));
    const push = () => {
      const trigger = issueTrigger(slack.world, 'U1ADA', opened.view?.id);
      return slack.client.views.push({ trigger_id: trigger, view: view() });
    };
    await push();
    await push();
    await expect(push()).rejects.toThrow('push_limit_reached');
  });

  it('refuses an update made from an older look at it', async () => {
    const { view: opened } = await open(issueTrigger(slack.world, 'U1ADA'));
    const update = () =>
      slack.client.views.update({
        ...{ view_id: opened?.id ?? '', view: view('Loaded') },
        hash: opened?.hash ?? '',
      });
    await update();
    await expect(update()).rejects.toThrow('hash_conflict');
  });

  it('knows its views by the names the bot gave them, each once', async () => {
    const named = view('Named', { external_id: 'case-7' });
    const openNamed = () =>
      slack.client.views.open({ trigger_id: issueTrigger(slack.world, 'U2BEN'), view: named });
    await openNamed();
    const updated = await slack.client.views.update({ external_id: 'case-7', view: view('New') });
    expect(updated.view?.title?.text).toBe('New');
  });

  it('is refused with words Slack would not show', async () => {
    const trigger = issueTrigger(slack.world, 'U1ADA');
    const long = view('x'.repeat(25));
    await expect(
      slack.client.views.open({ trigger_id: trigger, view: long }),
    ).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
        },
      },
    });
  });
});
