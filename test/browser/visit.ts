import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Staged } from '../support/bot.ts';
import { aDirectory, type Demo, startDemo } from '../support/demo.ts';
import { aBrowser, aWindow, type Window } from './page-window.ts';

/** A browser for the tests of one file. What is open closes after each of them, and may have had no script error. */
function visit() {
  let browser: Browser;
  let open: Window[] = [];
  beforeAll(async () => {
    browser = await aBrowser();
  });
  afterEach(async () => {
    const closed = open;
    open = [];
    await Promise.all(closed.map(({ page }) => page.close()));
    expect(closed.flatMap(({ faults }) => faults)).toEqual([]);
  });
  afterAll(() => browser?.close());
  const enter = async (url: string): Promise<Window> => {
    const window = await aWindow(browser, url);
    open.push(window);
    return window;
  };
  const openIn = async (url: string, channel: string): Promise<Window> => {
    const window = await enter(url);
    await window.box(`Message #${channel}`).wait();
    return window;
  };
  return { enter, openIn };
}

/** A demo of a small company for the tests of one file, and windows of its people. */
export function visitDemo(port: number) {
  const directory = aDirectory();
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo({ port, data: directory.path, accounts: 300 });
  });
  const { enter, openIn } = visit();
  afterAll(async () => {
    await demo?.stop();
    directory.drop();
  });
  return {
    enter,
    /** Somebody, by name or by what they are, in a channel. */
    sitDown: (who: string, channel: string) => openIn(demo.link(who, channel), channel),
    demo: () => demo,
    /** The same company, without being told its size anew. */
    startAgain: async () => {
      demo = await startDemo({ port, data: directory.path });
    },
    hubspot: (...asked: Parameters<Demo['hubspot']>) => demo.hubspot(...asked),
  };
}

/** A bot on a stage of its own, where a test may set the clock, and windows of those who are in it. */
export function visitStage(stage: () => Promise<Staged>) {
  let staged: Staged;
  beforeAll(async () => {
    staged = await stage();
  });
  const { openIn } = visit();
  afterAll(() => staged?.stop());
  return {
    there: () => staged,
    /** Somebody by their id in Slack, in a channel. */
    sitDown: (as: string, { id, name }: { id: string; name: string }) =>
      openIn(`${staged.slack.url}/?${new URLSearchParams({ as, channel: id })}`, name),
  };
}
