import type {
  AllMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { isOutage } from '../domain/crm-fault.ts';
import { Refusal, wordRefusal } from '../domain/refusal.ts';
import { mapField, showFields, suggestProperties, unmapField } from '../services/fields.ts';
import { showRelatedPolicy } from '../services/related.ts';
import { rankSources, showRankings } from '../services/source-rankings.ts';
import { chooseWriteBack, showWriteBack } from '../services/write-back.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, parsed } from './pressed.ts';
import { clip } from './views/blocks.ts';
import { fieldMapped, fieldsPicture } from './views/fields.ts';
import { mapFieldModal, propertyOptions, readMapping, recordIn } from './views/map-field-modal.ts';
import type { Picture } from './views/owner-card.ts';
import { rankSourcesModal, readRanking, sourcesRanked } from './views/rank-sources-modal.ts';
import { readWriteBackParts, writeBackChosen, writeBackModal } from './views/write-back-modal.ts';
import type { Pressed } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
type Typed = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;
type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

export async function answerFields(
  { respond }: Pick<Commanded, 'respond'>,
  asker: Asker,
  { ports }: Bot,
): Promise<void> {
  await respond({ response_type: 'ephemeral', ...(await pictureFor(ports, asker)) });
}

async function pictureFor(ports: Bot['ports'], asker: Asker): Promise<Picture> {
  return fieldsPicture({
    fields: await showFields(ports, asker),
    rankings: await showRankings(ports, asker),
    writeBack: await showWriteBack(ports, asker),
    related: await showRelatedPolicy(ports, asker),
  });
}

export async function openMapField(args: Pressed, bot: Bot): Promise<void> {
  const { ack, body, client } = args;
  await ack();
  await showFields(bot.ports, await admit(bot, args));
  await client.views.open({ trigger_id: body.trigger_id, view: mapFieldModal('account') });
}

/** Leads have other properties: what was chosen of the others goes. */
export async function turnMapField(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  await admit(bot, args);
  const { id = '', hash } = body.view ?? {};
  const view = mapFieldModal(recordIn(given(action)));
  await client.views.update({ view_id: id, ...(hash && { hash }), view });
}

export async function suggestWhileMapping(args: Typed, bot: Bot): Promise<void> {
  const asker = await admit(bot, args);
  const record = recordIn(args.body.view?.private_metadata);
  const properties = await suggestProperties(bot.ports, asker, record, args.payload.value);
  await args.ack({ options: propertyOptions(properties) });
}

/** What stands in the way of a wish: it was no good, or the CRM could not be asked. */
function wordObstacle(error: unknown): string | undefined {
  if (error instanceof Refusal) return wordRefusal(error.reason);
  if (!isOutage(error)) return undefined;
  return clip(`${error.message} What you chose stays here: try again in a moment.`, 300);
}

/** What cannot be mapped is said beside the name; what was chosen stays. */
export async function map(args: Submitted, bot: Bot): Promise<void> {
  const { ack, client, view } = args;
  const asker = await admit(bot, args);
  const wish = readMapping(view);
  try {
    const mapped = await mapField(bot.ports, asker, wish);
    await ack();
    await client.chat.postMessage({ channel: asker.userId, ...fieldMapped(mapped) });
  } catch (error) {
    const obstacle = wordObstacle(error);
    if (obstacle === undefined) throw error;
    await ack({ response_action: 'errors', errors: { attribute: obstacle } });
  }
}

export async function unmap(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  await unmapField(bot.ports, asker, parsed(values.fieldRef.safeParse(given(action))));
  await respond({ replace_original: true, ...(await pictureFor(bot.ports, asker)) });
}

/** With what is ranked already, where the field is one of those. */
export async function openRanking(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const rankings = await showRankings(bot.ports, await admit(bot, args));
  const asked = values.attribute.safeParse(given(action)).data;
  const ranking = rankings.find(({ attribute }) => attribute === asked);
  await client.views.open({ trigger_id: body.trigger_id, view: rankSourcesModal(ranking) });
}

/** What cannot be ranked is said beside it; what was typed stays. */
export async function rank(args: Submitted, bot: Bot): Promise<void> {
  const { ack, client, view } = args;
  const asker = await admit(bot, args);
  try {
    const ranked = await rankSources(bot.ports, asker, readRanking(view));
    await ack();
    await client.chat.postMessage({ channel: asker.userId, ...sourcesRanked(ranked) });
  } catch (error) {
    const obstacle = wordObstacle(error);
    if (obstacle === undefined) throw error;
    const isName = error instanceof Refusal && error.reason.kind === 'not-rankable';
    const errors = { [isName ? 'attribute' : 'sources']: obstacle };
    await ack({ response_action: 'errors', errors });
  }
}

export async function openWriteBack(args: Pressed, bot: Bot): Promise<void> {
  const { ack, body, client } = args;
  await ack();
  const chosen = await showWriteBack(bot.ports, await admit(bot, args));
  await client.views.open({ trigger_id: body.trigger_id, view: writeBackModal(chosen) });
}

/** The CRM may take its time to make properties: how it went comes as a message. */
export async function writeBack(args: Submitted, bot: Bot): Promise<void> {
  const { ack, client, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const chosen = await chooseWriteBack(bot.ports, asker, readWriteBackParts(view));
  await client.chat.postMessage({ channel: asker.userId, ...writeBackChosen(chosen) });
}
