import type { Company } from './company/company.ts';
import { post } from './slack/messages.ts';
import type { World } from './slack/world.ts';

/** Speaks for the sandbox itself: neither a colleague nor the bot that is on trial. */
export const guide = {
  id: 'U0GUIDE',
  name: 'sandbox-guide',
  realName: 'Sandbox guide',
  title: 'Shows newcomers around',
  colour: '#5b5f97',
  bot: true,
};

/** A try is offered where the company reaches as far as the account that it is about. */
const tries = [
  { account: 0, words: 'acme', why: 'who owns it, and why' },
  { account: 2, words: 'acme robotcs', why: 'a slip of the fingers' },
  { account: 3, words: 'acmelogistics.co.uk', why: 'a domain, or anybody’s e-mail address there' },
  { account: 2, words: 'アクメロボティクス', why: 'a name in another script' },
  { account: 174, words: 'robotics', why: 'fits several: pick one' },
];

const rulesTries = [
  { words: 'rules', why: 'who gets which account, and by which rule' },
  { words: 'rules healthcare desk', why: 'a pool: whose turn it is' },
  { words: 'book', why: 'your book, or anybody’s: what they hold, what came and went' },
  { words: 'audit acme', why: 'what was done with an account, by whom and why' },
  { words: 'approvals', why: 'as a manager or ops: what waits for a person' },
  { words: 'test acme robotics', why: 'what the rules say of an account, step by step' },
];

/** Says in the first channel what to do here. The bot is not told: it was not spoken to. */
export function welcome(world: World, company: Company): void {
  const channel = world.channels.get(company.channels[0]?.id ?? '');
  if (channel) post(world, channel, { user: guide.id, text: greeting(world, company) });
}

function greeting({ app }: World, { workspace, accountCount }: Company): string {
  const accounts = `${accountCount.toLocaleString('en')} accounts`;
  const lines = tries
    .filter(({ account }) => account < accountCount)
    .map(({ words, why }) => `•  \`/whoowns ${words}\`  ${why}`);
  return [
    `*Welcome to ${workspace.name}.* This company, its Slack, its HubSpot and its ${accounts} exist on this machine only. Type here:`,
    ...lines,
    ...rulesTries.map(({ words, why }) => `•  \`/territory ${words}\`  ${why}`),
    '•  `/dispute acme`  contest who owns it, and be heard; `/territory help` lists all there is',
    `Then share a card with the channel, mention <@${app.botUserId}>, open its Home on the left, or be somebody else with the menu at the top right.`,
  ].join('\n');
}
