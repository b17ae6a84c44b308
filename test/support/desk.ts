import { expect } from 'vitest';
import type { Block, PageMessage, PageView } from '../../src/sandbox/slack/page-contract.ts';
import { type Staged, sales, wordsOf } from './bot.ts';
import { soon } from './soon.ts';

type Element = {
  action_id?: string;
  value?: string;
  options?: { text: { text: string }; value: string }[];
};

/** What one person does and sees in one channel, and in the window above it. */
export function deskOf(staged: () => Pick<Staged, 'slack'>, user: string, channel = sales) {
  const slack = () => staged().slack;
  const messages = (): Promise<PageMessage[]> => slack().history(user, channel);
  const latest = async () => (await messages()).at(-1);
  const view = async (): Promise<PageView | undefined> => (await slack().state(user)).views.at(-1);
  const sees = (words: string | RegExp) =>
    soon(async () => expect(wordsOf(await latest())).toMatch(words));
  const seesInWindow = (words: string | RegExp) =>
    soon(async () => expect(JSON.stringify((await view())?.blocks ?? [])).toMatch(words));
  /** What a field of the window offers as somebody types; picking one of it tells the bot nothing before the window is sent. */
  const offered = async (block_id: string, action_id: string, typed: string) => {
    const from = { kind: 'view', view_id: (await view())?.id };
    const asked = { user, from, block_id, action_id, value: typed };
    const { options } = await slack().page('options', asked);
    return options as NonNullable<Element['options']>;
  };
  return {
    messages,
    latest,
    view,
    sees,
    seesInWindow,
    /** Waits for the answer: the next look at the channel must not see the one before. */
    ask: async (command: string, text: string) => {
      const newest = async () => Math.max(0, ...(await messages()).map(({ ts }) => Number(ts)));
      const before = await newest();
      const answer = await slack().page('command', { user, channel, command, text });
      const isAnswered = async () => expect(await newest()).toBeGreaterThan(before);
      await soon(isAnswered);
      return answer;
    },
    /** Presses the button, or picks from the select, that holds these words in the latest message. */
    press: async (action_id: string, holding: string) => {
      const message = await latest();
      const found = find(message?.blocks, action_id, holding);
      const from = { kind: 'message', channel, ts: message?.ts, ephemeral: message?.ephemeral };
      const { block_id, element } = found ?? {};
      const chosen = chosenIn(element, holding);
      return slack().page('click', { user, from, block_id, action_id, chosen });
    },
    /** The button of the window whose value ends so. */
    pressInWindow: async (action_id: string, value: string) => {
      const shown = await view();
      const { block_id, element } = find(shown?.blocks, action_id, `${value}"`) ?? {};
      const from = { kind: 'view', view_id: shown?.id };
      return slack().page('click', {
        user,
        from,
        block_id,
        action_id,
        chosen: chosenIn(element, value),
      });
    },
    offered,
    /** The same where picking one is told to the bot at once: takes the one with these words. */
    choose: async (block_id: string, action_id: string, typed: string, holding: string) => {
      const options = await offered(block_id, action_id, typed);
      const selected_option = options.find(({ text }) => text.text.includes(holding));
      const from = { kind: 'view', view_id: (await view())?.id };
      const chosen = { type: 'external_select', selected_option };
      await slack().page('click', { user, from, block_id, action_id, chosen });
      return options;
    },
    submit: async (state: object) =>
      slack().page('submit', { user, view_id: (await view())?.id, state }),
    dismiss: async () => slack().page('dismiss', { user, view_id: (await view())?.id }),
  };
}

function find(blocks: Block[] | undefined, actionId: string, holding: string) {
  const placed = (blocks ?? []).flatMap((block) => {
    const own = [block.accessory, ...((block.elements as unknown[]) ?? [])];
    return own.map((one) => ({ block_id: block.block_id, element: one as Element | undefined }));
  });
  return placed.find(
    ({ element }) => element?.action_id === actionId && JSON.stringify(element).includes(holding),
  );
}

function chosenIn(element: Element | undefined, holding: string) {
  const option = element?.options?.find(({ text }) => text.text.includes(holding));
  return option
    ? { type: 'static_select', selected_option: option }
    : { type: 'button', value: element?.value };
}
