import type { App } from '@slack/bolt';
import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPage } from '../../src/sandbox/page/serve.ts';
import { aBot, aWorkspace, type Workspace } from '../sandbox/slack-workspace.ts';
import { aBrowser, aWindow } from './page-window.ts';

type Window = Awaited<ReturnType<typeof aWindow>>;

let browser: Browser;
let slack: Workspace;
let bot: App;
let ada: Window;

beforeAll(async () => {
  browser = await aBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  slack = await aWorkspace({ page: await createPage() });
  bot = await aBot(slack);
  ada = await aWindow(browser, `${slack.url}/?as=U1ADA&channel=C1SALES`);
  await ada.box('Message #sales').wait();
});

afterEach(async () => {
  await ada.page.close();
  await bot.stop();
  await slack.stop();
  expect(ada.faults).toEqual([]);
});

const question = {
  type: 'modal' as const,
  callback_id: 'claim',
  title: { type: 'plain_text' as const, text: 'Claim an account' },
  submit: { type: 'plain_text' as const, text: 'Claim' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: { type: 'plain_text' as const, text: 'Why is it yours?' },
      element: { type: 'plain_text_input' as const, action_id: 'why' },
    },
  ],
};

const offer = [
  {
    type: 'actions' as const,
    block_id: 'offer',
    elements: [
      {
        type: 'button' as const,
        action_id: 'take',
        text: { type: 'plain_text' as const, text: 'Take it' },
        value: 'acme',
      },
      {
        type: 'external_select' as const,
        action_id: 'give',
        placeholder: { type: 'plain_text' as const, text: 'Give it to…' },
        min_query_length: 1,
      },
    ],
  },
];

describe('the page of the sandbox', () => {
  it('shows what a colleague writes as soon as it is sent, with names for ids', async () => {
    const ben = await aWindow(browser, `${slack.url}/?as=U2BEN&channel=C1SALES`);
    await ben.box('Message #sales').fill('Is Acme yours, @Ada Lind? <b>Really</b>');
    await ben.page.keyboard.press('Enter');
    await ada.reads('Is Acme yours, @Ada Lind? <b>Really</b>');
    await ben.page.close();
  });

  it('completes a command with Tab and shows its answer to the asker alone', async () => {
    bot.command('/whoowns', async ({ ack, command }) =>
      ack(`*${command.text}* belongs to <@U2BEN>.`),
    );
    await ada.box('Message #sales').fill('/who');
    await ada.reads('Look up an owner');
    await ada.page.keyboard.press('Tab');
    await ada.page.keyboard.type('Acme');
    await ada.page.keyboard.press('Enter');
    await ada.reads('Acme belongs to @Ben Okoye.');
    await ada.reads('Only visible to you');
  });

  it('sends a click to the bot and redraws the card it changes', async () => {
    bot.action('take', async ({ ack, respond, action }) => {
      await ack();
      const { value } = action as { value: string };
      await respond({ text: `${value} is taken.`, replace_original: true });
    });
    await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'Free: Acme', blocks: offer });
    await ada.button('Take it').click();
    await ada.reads('acme is taken.');
    await ada.nothingReads('Take it');
  });

  it('asks the bot what can be chosen while a person types', async () => {
    const chosen = new Promise<string>((tell) => {
      bot.action('give', async ({ ack, action }) => {
        await ack();
        tell((action as { selected_option: { value: string } }).selected_option.value);
      });
    });
    bot.options('give', async ({ ack, options }) =>
      ack({
        options: [
          { text: { type: 'plain_text', text: `Found by ${options.value}` }, value: 'found' },
        ],
      }),
    );
    await slack.client.chat.postMessage({ channel: 'C1SALES', text: 'Free: Acme', blocks: offer });
    await ada.choice('Give it to…').fill('be');
    await ada.reads('Found by be');
    await ada.page.keyboard.press('Enter');
    expect(await chosen).toBe('found');
  });

  it('keeps a modal open on what the bot refuses, and closes it on what it takes', async () => {
    bot.shortcut('route', async ({ ack, client, shortcut }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: question });
    });
    bot.view('claim', async ({ ack, view }) =>
      view.state.values.why?.why?.value === 'Because'
        ? ack({ response_action: 'errors', errors: { why: 'Say a little more.' } })
        : ack(),
    );
    await ada.button('Shortcuts').click();
    await ada.reads('Route a company');
    await ada.page.keyboard.press('Enter');
    await ada.button('Claim').click();
    await ada.reads('Please complete this required field.');
    await ada.box('Why is it yours?').fill('Because');
    await ada.button('Claim').click();
    await ada.reads('Say a little more.');
    await ada.box('Why is it yours?').fill('I met their CFO');
    await ada.page.keyboard.press('Enter');
    await ada.nothingReads('Claim an account');
  });

  it('says so when the bot does not answer a command, and keeps the words', async () => {
    bot.command('/whoowns', async () => undefined);
    await ada.box('Message #sales').fill('/whoowns Acme');
    await ada.page.keyboard.press('Enter');
    await ada.reads('/whoowns failed');
    const kept = await ada.page.$eval('textarea', (box) => box.value);
    expect(kept).toBe('/whoowns Acme');
  });

  it('opens the Home of the bot and follows its changes', async () => {
    const publish = (words: string) =>
      slack.client.views.publish({
        user_id: 'U1ADA',
        view: {
          type: 'home',
          blocks: [{ type: 'section', text: { type: 'mrkdwn', text: words } }],
        },
      });
    bot.event('app_home_opened', async ({ event }) => {
      if (event.tab === 'home') await publish('You own *41* accounts');
    });
    const { channel } = await slack.client.conversations.open({ users: 'U1ADA' });
    await ada.page.goto(`${slack.url}/?as=U1ADA&channel=${channel?.id}`);
    await ada.tab('Home').click();
    await ada.reads('You own 41 accounts');
    await publish('You own *42* accounts');
    await ada.reads('You own 42 accounts');
  });
});
