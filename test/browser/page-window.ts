import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

export type Window = Awaited<ReturnType<typeof aWindow>>;

export async function aBrowser(): Promise<Browser> {
  return puppeteer.launch({
    args: [...chromium.args, '--no-sandbox'],
    executablePath: await chromium.executablePath(),
    env: { ...process.env, FONTCONFIG_FILE: fontsOfChromium() },
    headless: 'shell',
    defaultViewport: { width: 1440, height: 900 },
  });
}

/** A window of the sandbox's page; a script error in it fails the test that looks into it. */
export async function aWindow(browser: Browser, url: string) {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  await page.goto(url);
  const named = (name: string, role: string) =>
    page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
  return {
    page,
    faults,
    button: (name: string) => named(name, 'button'),
    tab: (name: string) => named(name, 'tab'),
    box: (name: string) => named(name, 'textbox'),
    choice: (name: string) => named(name, 'combobox'),
    picture: (name: string) => named(name, 'image'),
    /** A channel, a person or the bot, by its line at the left. */
    goTo: (name: string) => page.locator(`.sidebar ::-p-text(${name})`).click(),
    /** Writes into the channel, be it a message or a command. */
    say: async (words: string) => {
      await page.locator('.conversation textarea').fill(words);
      await page.keyboard.press('Enter');
    },
    /** What the bot writes to this person alone. */
    openMessages: async () => {
      await page.locator('.sidebar ::-p-text(Cadastre)').click();
      await named('Messages', 'tab').click();
      await named('Message Cadastre', 'textbox').wait();
    },
    /** Types into a field that offers something, and takes what it offers then. */
    choose: async (label: string, words: string) => {
      await named(label, 'combobox').click();
      await page.keyboard.type(words);
      await page.locator(`[role=option] ::-p-text(${words})`).click();
    },
    reads: (words: string) => seen(page, words, true),
    nothingReads: (words: string) => seen(page, words, false),
  };
}

async function seen(page: Page, words: string, isThere: boolean): Promise<void> {
  const asked = page.waitForFunction(
    // biome-ignore lint/performance/useDomNodeTextContent: only what is visible counts as read.
    (wanted, there) => document.body.innerText.includes(wanted) === there,
    { timeout: 60_000 },
    words,
    isThere,
  );
  await asked.catch(async () => {
    // biome-ignore lint/performance/useDomNodeTextContent: the same.
    const shown = await page.evaluate(() => document.body.innerText);
    throw new Error(`${isThere ? 'Nowhere' : 'Still'} “${words}” on the page:\n${shown}`);
  });
}

/** The font that comes with Chromium, not whichever the machine has, so that pictures look alike. */
function fontsOfChromium(): string {
  const file = join(tmpdir(), 'cadastre-fonts.conf');
  // What Chromium asks for in the name of `system-ui`, and what it falls back to.
  const rules = ['sans', 'sans-serif'].map(
    (asked) =>
      `<match><test name="family"><string>${asked}</string></test><edit name="family" mode="prepend_first" binding="strong"><string>Open Sans</string></edit></match>`,
  );
  // The rules come first: the system's own would have replaced the name they ask for.
  const parts = [
    ...rules,
    `<dir>${join(tmpdir(), 'fonts')}</dir>`,
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
  ];
  writeFileSync(file, `<fontconfig>${parts.join('')}</fontconfig>`);
  return file;
}
