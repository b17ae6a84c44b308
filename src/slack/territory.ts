import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { RulesFound } from '../domain/rules-listing.ts';
import { showTried, tryAccount, tryRules } from '../services/dry-run.ts';
import { roleOf } from '../services/permission.ts';
import { showPart, showParts } from '../services/rule-parts.ts';
import { searchRules } from '../services/rule-search.ts';
import { showRule, showRules } from '../services/rules-listing.ts';
import type { Asker } from './askers.ts';
import { answerBook } from './book.ts';
import { admit, type Bot } from './bot.ts';
import { claimAsked } from './claims.ts';
import { answerDisputes } from './dispute-filing.ts';
import { answerFields } from './fields.ts';
import { openBookHandover } from './hand-over.ts';
import { answerHistory } from './history.ts';
import { values } from './ids.ts';
import { pinAsked } from './pins.ts';
import { given, parsed } from './pressed.ts';
import { answerApprovals } from './proposals.ts';
import { answerQuality } from './quality.ts';
import { openSimulation } from './simulation.ts';
import { parseTerritory, type TerritoryCommand } from './territory-command.ts';
import { answerDuplicates } from './twins.ts';
import { dryRunPicture } from './views/dry-run.ts';
import type { Picture } from './views/owner-card.ts';
import { partCard } from './views/part-card.ts';
import { partsList } from './views/parts-list.ts';
import { ruleCard } from './views/rule-card.ts';
import { rulesFound, rulesList } from './views/rules-list.ts';
import { rulesTriedModal } from './views/rules-tried.ts';
import { territoryHelp, unknownWord } from './views/territory-help.ts';
import { triedPicture } from './views/tried.ts';
import type { Pressed } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

export async function answerTerritory(args: Commanded, bot: Bot): Promise<void> {
  const { ack, command, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const asked = parseTerritory(command.text);
  if (asked.kind === 'simulate') return openSimulation(args, asker, bot);
  if (asked.kind === 'quality') return answerQuality(args, asker, bot);
  if (asked.kind === 'fields') return answerFields(args, asker, bot);
  if (asked.kind === 'handover') return openBookHandover(args, asked, asker, bot);
  if (asked.kind === 'pin' || asked.kind === 'unpin') return pinAsked(args, asked, asker, bot);
  await respond({ response_type: 'ephemeral', ...(await answer(args, asked, asker, bot)) });
}

/** Those that answer by a window. */
type Opening = 'simulate' | 'quality' | 'fields' | 'pin' | 'unpin' | 'handover';

async function answer(
  args: Commanded,
  asked: Exclude<TerritoryCommand, { kind: Opening }>,
  asker: Asker,
  bot: Bot,
): Promise<Picture> {
  const { workspaceId } = asker;
  const { ports } = bot;
  switch (asked.kind) {
    case 'book':
      return answerBook(asked.asked, asker, bot);
    case 'audit':
      return answerHistory(args, asked.asked, asker, bot);
    case 'claim':
      return claimAsked(args, asked.asked, asker, bot);
    case 'approvals':
      return answerApprovals(asker, bot);
    case 'duplicates':
      return answerDuplicates(asker, bot);
    case 'disputes':
      return answerDisputes(asker, bot);
    case 'help':
      return territoryHelp(await roleOf(ports, asker));
    case 'unknown':
      return unknownWord(asked, await roleOf(ports, asker));
    case 'test':
      return triedPicture(await tryRules(ports, workspaceId, asked.asked));
    case 'rules':
      if (/^(pools|lists|regions)$/i.test(asked.asked)) {
        return partsList(await showParts(ports, workspaceId, 0));
      }
      return asked.asked === ''
        ? rulesList(await showRules(ports, workspaceId, { page: 0 }))
        : found(await searchRules(ports, workspaceId, asked.asked));
  }
}

function found(rules: RulesFound): Picture {
  switch (rules.kind) {
    case 'rule':
      return ruleCard(rules.card);
    case 'part':
      return partCard(rules.card);
    case 'several':
      return rulesFound(rules);
  }
}

/** What rules name, in the place of what named it. */
export async function showPartsPage(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, respond } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const page = parsed(values.page.safeParse(given(action)));
  const listing = await showParts(bot.ports, workspaceId, page);
  await respond({ replace_original: true, ...partsList(listing) });
}

export async function showPartInPlace(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, respond } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const { ref, page } = parsed(values.partRef.safeParse(given(action)));
  const card = await showPart(bot.ports, workspaceId, ref, page);
  await respond({ replace_original: true, ...partCard(card) });
}

/** Another layer or page: the list is drawn again in its place. */
export async function showRulesPart(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, respond } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const part = parsed(values.rulesPart.safeParse(given(action)));
  const listing = await showRules(bot.ports, workspaceId, part);
  await respond({ replace_original: true, ...rulesList(listing) });
}

/** A rule in the place of the list; its button leads back. */
export async function showRuleInPlace(args: Pressed, bot: Bot): Promise<void> {
  await args.respond({ replace_original: true, ...(await readRuleCard(args, bot)) });
}

export async function showRuleBeside(args: Pressed, bot: Bot): Promise<void> {
  const card = await readRuleCard(args, bot);
  await args.respond({ replace_original: false, response_type: 'ephemeral', ...card });
}

async function readRuleCard(args: Pressed, bot: Bot): Promise<Picture> {
  await args.ack();
  const { workspaceId } = await admit(bot, args);
  const ref = parsed(values.ruleRef.safeParse(given(args.action)));
  return ruleCard(await showRule(bot.ports, workspaceId, ref));
}

/** Every rule that was tried, in a window of its own. */
export async function openTried(args: Pressed, bot: Bot): Promise<void> {
  const { body, client } = args;
  const view = await readTried(args, bot);
  await client.views.open({ trigger_id: body.trigger_id, view });
}

export async function turnTried(args: Pressed, bot: Bot): Promise<void> {
  const { body, client } = args;
  const view = await readTried(args, bot);
  const { id = '', hash } = body.view ?? {};
  await client.views.update({ view_id: id, ...(hash && { hash }), view });
}

async function readTried(args: Pressed, bot: Bot): Promise<ModalView> {
  await args.ack();
  const { workspaceId } = await admit(bot, args);
  const { accountId, page } = parsed(values.triedPart.safeParse(given(args.action)));
  return rulesTriedModal(await showTried(bot.ports, workspaceId, accountId, page));
}

export async function tryPicked(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, respond } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const accountId = parsed(values.account.safeParse(given(action)));
  const run = await tryAccount(bot.ports, workspaceId, accountId);
  await respond({ replace_original: true, ...dryRunPicture(run) });
}
