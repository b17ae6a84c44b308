import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

export async function aBrowser(): Promise<Browser> {
  return puppeteer.launch({
    args: [...chromium.args, '--no-sandbox'],
    executablePath: await chromium.executablePath(),
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
    reads: (words: string) => seen(page, words, true),
    nothingReads: (words: string) => seen(page, words, false),
  };
}

async function seen(page: Page, words: string, isThere: boolean): Promise<void> {
  await page.waitForFunction(
    // biome-ignore lint/performance/useDomNodeTextContent: only what is visible counts as read.
    (wanted, there) => document.body.innerText.includes(wanted) === there,
    { timeout: 10_000 },
    words,
    isThere,
  );
}
