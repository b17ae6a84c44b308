import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { aDirectory, type Demo, startDemo } from '../support/demo.ts';
import { aBrowser, aWindow, type Window } from './page-window.ts';

/** A demo of a small company for the tests of one file, and windows of its people. */
export function visitDemo(port: number) {
  const directory = aDirectory();
  let demo: Demo;
  let browser: Browser;
  let open: Window[] = [];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([
      startDemo({ port, data: directory.path, accounts: 300 }),
      aBrowser(),
    ]);
  });
  afterEach(async () => {
    const closed = open;
    open = [];
    await Promise.all(closed.map(({ page }) => page.close()));
    expect(closed.flatMap(({ faults }) => faults)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    directory.drop();
  });

  const enter = async (link: string): Promise<Window> => {
    const window = await aWindow(browser, link);
    open.push(window);
    return window;
  };
  return {
    enter,
    /** Somebody, by name or by what they are, in a channel. */
    sitDown: async (who: string, channel: string): Promise<Window> => {
      const window = await enter(demo.link(who, channel));
      await window.box(`Message #${channel}`).wait();
      return window;
    },
    demo: () => demo,
    /** The same company, without being told its size anew. */
    startAgain: async () => {
      demo = await startDemo({ port, data: directory.path });
    },
    hubspot: (...asked: Parameters<Demo['hubspot']>) => demo.hubspot(...asked),
  };
}
