import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { routeUnowned } from '../services/intake.ts';
import { permit } from '../services/permission.ts';
import { runQualityCsv } from '../services/quality.ts';
import { refreshQuality, showFlaws, showQuality } from '../services/quality-report.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { shareWritten } from './files.ts';
import { values } from './ids.ts';
import { given, parsed } from './pressed.ts';
import { flawsModal } from './views/flaws-modal.ts';
import { qualityOnItsWay, qualityReport, routedPicture } from './views/quality-report.ts';
import type { Pressed } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** The last look; where nobody has looked yet, a first one, however long it takes. */
export async function answerQuality(
  { respond }: Pick<Commanded, 'respond'>,
  asker: Asker,
  { ports }: Bot,
): Promise<void> {
  const kept = await showQuality(ports, asker);
  if (!kept) await respond({ response_type: 'ephemeral', ...qualityOnItsWay() });
  const report = kept ?? (await refreshQuality(ports, asker));
  await respond({ response_type: 'ephemeral', ...qualityReport(report) });
}

export async function checkAgain(args: Pressed, bot: Bot): Promise<void> {
  const { ack, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const report = await refreshQuality(bot.ports, asker);
  await respond({ replace_original: true, ...qualityReport(report) });
}

export async function openFlaws(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const kind = parsed(values.flawKind.safeParse(given(action)));
  const shown = await showFlaws(bot.ports, asker, kind);
  await client.views.open({ trigger_id: body.trigger_id, view: flawsModal(shown, 0) });
}

export async function turnFlaws(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const { kind, page } = parsed(values.flawsPart.safeParse(given(action)));
  const shown = await showFlaws(bot.ports, asker, kind);
  const { id = '', hash } = body.view ?? {};
  await client.views.update({ view_id: id, ...(hash && { hash }), view: flawsModal(shown, page) });
}

/** Every flaw of the book as it is now, as a file in the direct message with the asker. */
export async function sendQualityCsv(args: Pressed, bot: Bot): Promise<void> {
  const { ack, client } = args;
  await ack();
  const asker = await admit(bot, args);
  await permit(bot.ports, asker, 'see the quality report');
  const text = 'Every flaw of the book, one a line. The file follows.';
  const { channel = '' } = await client.chat.postMessage({ channel: asker.userId, text });
  await shareWritten(client, channel, {
    name: 'quality.csv',
    title: 'What misleads rules, record by record',
    write: (take) => runQualityCsv(bot.ports, asker.workspaceId, take),
  });
}

export async function routeThose(args: Pressed, bot: Bot): Promise<void> {
  const { ack, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  await permit(bot.ports, asker, 'route accounts again');
  const routed = await routeUnowned(bot.ports, asker.workspaceId);
  const picture = routedPicture(routed);
  await respond({ response_type: 'ephemeral', replace_original: false, ...picture });
}
