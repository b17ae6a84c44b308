import { click, runCommand, suggest } from '../../src/sandbox/slack/interactions.ts';
import type { Answer, Block, Click, PageEvent } from '../../src/sandbox/slack/page-contract.ts';
import type { LocalSlack } from '../../src/sandbox/slack/server.ts';
import { submit } from '../../src/sandbox/slack/submissions.ts';

/** What one act came to: how long the bot took to acknowledge, and whether it did. */
export type Act = { what: string; ackMs: number; problem?: string };
type Found = { block_id: string; action_id: string; value: string };
type From = Click['from'];

/** Slack shows an answer of the bot's within such a time, or nobody waits for it any more. */
const PATIENCE_MS = 20_000;

/** What somebody's window shows, as it comes. */
function windowOf({ world }: LocalSlack, user: string) {
  const listeners = new Set<(event: PageEvent) => void>();
  const hear = (event: PageEvent) => {
    for (const listen of listeners) listen(event);
  };
  world.windows.set(user, new Set([hear]));
  /** The first event that says what is looked for; undefined where none comes. */
  const next = <Seen>(look: (event: PageEvent) => Seen | undefined): Promise<Seen | undefined> =>
    new Promise((done) => {
      const end = (seen: Seen | undefined) => {
        clearTimeout(late);
        listeners.delete(listen);
        done(seen);
      };
      const listen = (event: PageEvent) => {
        const seen = look(event);
        if (seen !== undefined) end(seen);
      };
      const late = setTimeout(() => end(undefined), PATIENCE_MS);
      listeners.add(listen);
    });
  /** What the bot answers them alone, in a channel. */
  const answer = (channel: string) =>
    next((event) =>
      event.kind === 'message' && event.message.ephemeral && event.message.channel === channel
        ? event.message
        : undefined,
    );
  return { next, answer };
}

/** Somebody at the local Slack: what they do goes to the bot signed, over HTTP, and is timed until it is acknowledged. */
export function personAt(slack: LocalSlack, user: string, note: (act: Act) => void) {
  const { world } = slack;
  const window = windowOf(slack, user);
  const person = () => {
    const found = world.people.get(user);
    if (!found) throw new Error(`there is no ${user}`);
    return found;
  };
  async function act(what: string, deed: () => Promise<Answer | object>): Promise<boolean> {
    const started = performance.now();
    const answer = await deed();
    const ackMs = performance.now() - started;
    const problem = 'problem' in answer ? String(answer.problem) : undefined;
    note({ what, ackMs, ...(problem && { problem }) });
    return problem === undefined;
  }

  return {
    ...window,
    command: (channelId: string, command: string, text: string) =>
      act(command, async () => {
        const channel = world.channels.get(channelId);
        if (!channel) throw new Error(`there is no channel ${channelId}`);
        return runCommand(world, person(), channel, { user, channel: channelId, command, text });
      }),
    press: (from: From, { block_id, action_id, value }: Found) =>
      act(`click ${action_id}`, () => {
        const chosen = { type: 'button', value };
        return click(world, person(), { user, from, block_id, action_id, chosen });
      }),
    options: async (viewId: string, block_id: string, action_id: string, value: string) => {
      let offered: Record<string, unknown> = {};
      const from = { kind: 'view', view_id: viewId } as const;
      await act('options', async () => {
        offered = await suggest(world, person(), { user, from, block_id, action_id, value });
        return offered;
      });
      return offered.options as object[] | undefined;
    },
    submit: (viewId: string, state: Record<string, Record<string, unknown>>) =>
      act('submit', () => submit(world, person(), { user, view_id: viewId, state })),
  };
}

export type AtSlack = ReturnType<typeof personAt>;

type Element = { action_id?: string; value?: string };

/** The buttons of some blocks by which that is done. */
export function buttonsIn(blocks: Block[] | undefined, actionId: string): Found[] {
  return (blocks ?? []).flatMap((block) => {
    const own = [block.accessory, ...((block.elements as unknown[] | undefined) ?? [])];
    return (own as (Element | undefined)[]).flatMap((one) =>
      one?.action_id === actionId
        ? [{ block_id: block.block_id ?? '', action_id: actionId, value: one.value ?? '' }]
        : [],
    );
  });
}
