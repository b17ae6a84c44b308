import { expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import type { PageMessage } from '../../src/sandbox/slack/page-contract.ts';
import { stage } from '../../src/sandbox/staging.ts';

it('the welcome points to the look-up and to the rules, with what can be typed at once', async () => {
  const company = createCompany({ seed: 1, accounts: 20 });
  const staged = await stage(company, { slack: 0, hubspot: 0 });
  const user = company.personas[0]?.userId;
  const at = new URLSearchParams({ user: user ?? '', channel: company.channels[0]?.id ?? '' });
  const history = await fetch(`${staged.slack.url}/page/history?${at}`);
  const messages: PageMessage[] = await history.json();
  await staged.stop();
  const [{ text = '' } = {}] = messages;
  for (const words of [
    ...['/whoowns acme', '/territory rules', '/territory test acme robotics'],
    ...['/dispute acme', '/territory help'],
  ]) {
    expect(text).toContain(words);
  }
});
