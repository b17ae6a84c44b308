import type { App, BlockAction, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { openAskOps, sendToOps } from './ask-ops.ts';
import { openBookWindow, turnBook } from './book.ts';
import { type Bot, listen } from './bot.ts';
import { claimPressed } from './claims.ts';
import {
  answerDispute,
  fileCase,
  openFiling,
  openFilingOnMessage,
  turnDisputes,
} from './dispute-filing.ts';
import { disputeCommand, disputeIds, disputeShortcut, disputeViewIds } from './dispute-ids.ts';
import {
  addEvidence,
  agreePressed,
  appeal,
  confirmPressed,
  giveRuling,
  openAddEvidence,
  openAppeal,
  openDecide,
  openDispute,
  openEvidence,
  openOffer,
  openWithdraw,
  passUpPressed,
  sendPaper,
  turnRuling,
  withdraw,
} from './disputes.ts';
import { failureActions } from './failure-ids.ts';
import {
  map,
  openMapField,
  openRanking,
  openWriteBack,
  rank,
  suggestWhileMapping,
  turnMapField,
  unmap,
  writeBack,
} from './fields.ts';
import { approve, openFixes, openProposedFixes, sendFixes, turnFixes } from './fixes.ts';
import { lookAtGivenUp, retryPressed } from './given-up.ts';
import { handAccountOver, handBookOver, openAccountHandover } from './hand-over.ts';
import { handOverByRules, handOverTo, leaveBook, openHandOver, openLeave } from './handovers.ts';
import { openHistory, turnHistory } from './history.ts';
import { drawHome } from './home.ts';
import { actionIds, commands, shortcutIds, viewIds } from './ids.ts';
import { openLookUp, showChosen, showInModal, suggestWhileTyping } from './look-up-modal.ts';
import { answerDirectMessage, answerMention } from './mention.ts';
import { noteChange } from './people.ts';
import { openPin, openUnpin, pin, unpin } from './pins.ts';
import {
  approveProposal,
  approveSeveral,
  openProposal,
  openReassign,
  openReject,
  openSeveral,
  reassign,
  reject,
  showApprovals,
  showApprovalsApart,
  suggestCandidatesWhileTyping,
} from './proposals.ts';
import { checkAgain, openFlaws, routeThose, sendQualityCsv, turnFlaws } from './quality.ts';
import { lookAtRefused, retryRefused, undoRefused } from './refused-writes.ts';
import { takeUpPressed } from './restless.ts';
import { openTrial, simulate } from './simulation.ts';
import {
  answerTerritory,
  openTried,
  showPartInPlace,
  showPartsPage,
  showRuleBeside,
  showRuleInPlace,
  showRulesPart,
  tryPicked,
  turnTried,
} from './territory.ts';
import {
  mergePressed,
  openPart,
  openTwins,
  part,
  showDuplicates,
  turnDuplicates,
} from './twins.ts';
import { unfurlLinks } from './unfurl.ts';
import { answerWhoOwns, shareCard, showPicked } from './whoowns.ts';
import {
  answerWhyNotRep,
  answerWhyNotRule,
  openWhyNot,
  suggestRepsWhileTyping,
  suggestRulesWhileTyping,
} from './why-not.ts';

const { rulesLayer, rulesEarlier, rulesLater, rulesBack } = actionIds;
const { showParts, partsEarlier, partsLater, showPart, partEarlier, partLater } = actionIds;
const rulesParts = [rulesLayer, rulesEarlier, rulesLater, rulesBack];

/** The map of the bot: everything that people or Slack can set off. */
export function register(app: App, bot: Bot): void {
  app.command(commands.whoOwns, listen(bot, '/whoowns', answerWhoOwns));
  app.command(commands.territory, listen(bot, '/territory', answerTerritory));

  app.action<BlockAction>(actionIds.showAccount, listen(bot, 'show account', showPicked));
  app.action<BlockAction>(actionIds.pickRelative, listen(bot, 'show relative', showPicked));
  app.action<BlockAction>(actionIds.shareCard, listen(bot, 'share card', shareCard));
  app.action<BlockAction>(actionIds.claim, listen(bot, 'claim', claimPressed));
  app.action<BlockAction>(actionIds.findAccount, listen(bot, 'show chosen', showChosen));
  app.action<BlockAction>(actionIds.showInModal, listen(bot, 'show in modal', showInModal));
  app.action<BlockAction>(actionIds.askOps, listen(bot, 'ask ops', openAskOps));
  registerBook(app, bot);
  registerDeeds(app, bot);
  registerRules(app, bot);
  registerQuality(app, bot);
  registerFields(app, bot);
  registerProposals(app, bot);
  registerCare(app, bot);
  registerDisputes(app, bot);
  app.action(actionIds.openCrm, async ({ ack }) => ack());

  app.options(actionIds.findAccount, listen(bot, 'suggest accounts', suggestWhileTyping));
  app.shortcut<GlobalShortcut>(
    { callback_id: shortcutIds.lookUp, type: 'shortcut' },
    listen(bot, 'look-up shortcut', openLookUp),
  );
  app.view(viewIds.askOps, listen(bot, 'send to ops', sendToOps));

  app.event('app_home_opened', listen(bot, 'home', drawHome));
  app.event('app_mention', listen(bot, 'mention', answerMention));
  app.event('link_shared', listen(bot, 'unfurl', unfurlLinks));
  app.event('user_change', listen(bot, 'person changed', noteChange));
  app.message(listen(bot, 'direct message', answerDirectMessage));
}

/** What people do with an account by their own hand. */
function registerDeeds(app: App, bot: Bot): void {
  app.action<BlockAction>(actionIds.pin, listen(bot, 'open pin', openPin));
  app.action<BlockAction>(actionIds.unpin, listen(bot, 'open unpin', openUnpin));
  app.view(viewIds.pin, listen(bot, 'pin', pin));
  app.view(viewIds.unpin, listen(bot, 'unpin', unpin));
  const { handAccountOver: opening } = actionIds;
  app.action<BlockAction>(opening, listen(bot, 'open hand over', openAccountHandover));
  app.view(viewIds.handAccountOver, listen(bot, 'hand over', handAccountOver));
  app.view(viewIds.handBookOver, listen(bot, 'hand over', handBookOver));
}

function registerBook(app: App, bot: Bot): void {
  const { openBook, bookOrder, bookEarlier, bookLater } = actionIds;
  app.action<BlockAction>(openBook, listen(bot, 'open book', openBookWindow));
  for (const id of [bookOrder, bookEarlier, bookLater]) {
    app.action<BlockAction>(id, listen(bot, 'turn book', turnBook));
  }
  app.action<BlockAction>(actionIds.openHistory, listen(bot, 'history', openHistory));
  for (const id of [actionIds.historyNewer, actionIds.historyOlder]) {
    app.action<BlockAction>(id, listen(bot, 'history', turnHistory));
  }
}

function registerRules(app: App, bot: Bot): void {
  for (const id of rulesParts) {
    app.action<BlockAction>(id, listen(bot, 'show rules', showRulesPart));
  }
  for (const id of [showParts, partsEarlier, partsLater]) {
    app.action<BlockAction>(id, listen(bot, 'show parts', showPartsPage));
  }
  for (const id of [showPart, partEarlier, partLater]) {
    app.action<BlockAction>(id, listen(bot, 'show part', showPartInPlace));
  }
  app.action<BlockAction>(actionIds.showRule, listen(bot, 'show rule', showRuleInPlace));
  app.action<BlockAction>(actionIds.showRuleBeside, listen(bot, 'show rule', showRuleBeside));
  app.action<BlockAction>(actionIds.showTried, listen(bot, 'show tried', openTried));
  app.action<BlockAction>(actionIds.triedEarlier, listen(bot, 'show tried', turnTried));
  app.action<BlockAction>(actionIds.triedLater, listen(bot, 'show tried', turnTried));
  app.action<BlockAction>(actionIds.tryAccount, listen(bot, 'try account', tryPicked));
  app.action<BlockAction>(actionIds.whyNot, listen(bot, 'why not', openWhyNot));
  app.action<BlockAction>(actionIds.whyNotRep, listen(bot, 'why not rep', answerWhyNotRep));
  app.action<BlockAction>(actionIds.whyNotRule, listen(bot, 'why not rule', answerWhyNotRule));
  app.options(actionIds.whyNotRep, listen(bot, 'suggest reps', suggestRepsWhileTyping));
  app.options(actionIds.whyNotRule, listen(bot, 'suggest rules', suggestRulesWhileTyping));
  app.action<BlockAction>(actionIds.tryRules, listen(bot, 'try rules', openTrial));
  app.view(viewIds.simulate, listen(bot, 'simulate', simulate));
}

/** Filing a case, what is said in it, and the ledger of all. */
function registerDisputes(app: App, bot: Bot): void {
  app.command(disputeCommand, listen(bot, '/dispute', answerDispute));
  app.shortcut<MessageShortcut>(
    { callback_id: disputeShortcut, type: 'message_action' },
    listen(bot, 'dispute shortcut', openFilingOnMessage),
  );
  const pressed = {
    ...{ [disputeIds.account]: openFiling, [disputeIds.agree]: agreePressed },
    ...{ [disputeIds.offer]: openOffer, [disputeIds.passUp]: passUpPressed },
    ...{ [disputeIds.decide]: openDecide, [disputeIds.confirm]: confirmPressed },
    ...{ [disputeIds.withdraw]: openWithdraw, [disputeIds.evidence]: openEvidence },
    ...{ [disputeIds.add]: openAddEvidence, [disputeIds.appeal]: openAppeal },
    [disputeIds.paper]: sendPaper,
    ...{ [disputeIds.outcome]: turnRuling, [disputeIds.show]: openDispute },
    ...{ [disputeIds.newer]: turnDisputes, [disputeIds.older]: turnDisputes },
  };
  for (const [id, work] of Object.entries(pressed)) {
    app.action<BlockAction>(id, listen(bot, id, work));
  }
  app.options(
    disputeIds.secondRep,
    listen(bot, 'suggest candidates', suggestCandidatesWhileTyping),
  );
  app.view(disputeViewIds.file, listen(bot, 'file dispute', fileCase));
  app.view(disputeViewIds.ruling, listen(bot, 'dispute ruling', giveRuling));
  app.view(disputeViewIds.withdraw, listen(bot, 'withdraw dispute', withdraw));
  app.view(disputeViewIds.add, listen(bot, 'add evidence', addEvidence));
  app.view(disputeViewIds.appeal, listen(bot, 'appeal dispute', appeal));
}

function registerProposals(app: App, bot: Bot): void {
  const { approveProposal: approving, reassignProposal, rejectProposal } = actionIds;
  app.action<BlockAction>(approving, listen(bot, 'approve proposal', approveProposal));
  app.action<BlockAction>(reassignProposal, listen(bot, 'open reassign', openReassign));
  app.action<BlockAction>(rejectProposal, listen(bot, 'open reject', openReject));
  app.action<BlockAction>(actionIds.openProposal, listen(bot, 'open proposal', openProposal));
  app.options(actionIds.candidate, listen(bot, 'suggest candidates', suggestCandidatesWhileTyping));
  app.view(viewIds.reassign, listen(bot, 'reassign', reassign));
  app.view(viewIds.reject, listen(bot, 'reject', reject));
  app.action<BlockAction>(actionIds.approveSeveral, listen(bot, 'open several', openSeveral));
  app.action(actionIds.picked, async ({ ack }) => ack());
  app.view(viewIds.approveSeveral, listen(bot, 'approve several', approveSeveral));
  app.action<BlockAction>(actionIds.approvals, listen(bot, 'approvals', showApprovalsApart));
  const { approvalsFlag, approvalsTerritory, approvalsAge } = actionIds;
  const { approvalsEarlier, approvalsLater } = actionIds;
  const filters = [approvalsFlag, approvalsTerritory, approvalsAge];
  for (const id of [...filters, approvalsEarlier, approvalsLater]) {
    app.action<BlockAction>(id, listen(bot, 'approvals', showApprovals));
  }
}

/** Books of those who have left, records that look like one company, and owners that the CRM does not take. */
function registerCare(app: App, bot: Bot): void {
  const { leaveBook: leaving, openTwins: opening, mergeTwins, mergeTwinsOther } = actionIds;
  app.action<BlockAction>(actionIds.handOverByRules, listen(bot, 'hand over', handOverByRules));
  app.action<BlockAction>(actionIds.handOverTo, listen(bot, 'open hand over', openHandOver));
  app.action<BlockAction>(leaving, listen(bot, 'open leave', openLeave));
  app.view(viewIds.handOverTo, listen(bot, 'hand over', handOverTo));
  app.view(viewIds.leaveBook, listen(bot, 'leave book', leaveBook));
  app.action<BlockAction>(actionIds.duplicates, listen(bot, 'duplicates', showDuplicates));
  for (const id of [actionIds.duplicatesEarlier, actionIds.duplicatesLater]) {
    app.action<BlockAction>(id, listen(bot, 'duplicates', turnDuplicates));
  }
  app.action<BlockAction>(opening, listen(bot, 'open duplicates', openTwins));
  for (const id of [mergeTwins, mergeTwinsOther]) {
    app.action<BlockAction>(id, listen(bot, 'merge', mergePressed));
  }
  app.action<BlockAction>(actionIds.partTwins, listen(bot, 'open part', openPart));
  app.view(viewIds.partTwins, listen(bot, 'part', part));
  const pressed = {
    ...{ [failureActions.lookRefused]: lookAtRefused, [failureActions.retryRefused]: retryRefused },
    ...{ [failureActions.undoRefused]: undoRefused, [failureActions.takeUp]: takeUpPressed },
    ...{ [failureActions.lookGivenUp]: lookAtGivenUp, [failureActions.retryGivenUp]: retryPressed },
  };
  for (const [id, work] of Object.entries(pressed)) {
    app.action<BlockAction>(id, listen(bot, id, work));
  }
}

function registerFields(app: App, bot: Bot): void {
  app.action<BlockAction>(actionIds.mapField, listen(bot, 'map field', openMapField));
  app.action<BlockAction>(actionIds.unmapField, listen(bot, 'unmap field', unmap));
  app.action<BlockAction>(actionIds.fieldRecord, listen(bot, 'choose record', turnMapField));
  app.options(actionIds.fieldProperty, listen(bot, 'suggest properties', suggestWhileMapping));
  app.view(viewIds.mapField, listen(bot, 'map field', map));
  app.action<BlockAction>(actionIds.rankSources, listen(bot, 'rank sources', openRanking));
  app.view(viewIds.rankSources, listen(bot, 'rank sources', rank));
  app.action<BlockAction>(actionIds.writeBack, listen(bot, 'write back', openWriteBack));
  app.view(viewIds.writeBack, listen(bot, 'write back', writeBack));
}

function registerQuality(app: App, bot: Bot): void {
  app.action<BlockAction>(actionIds.checkQuality, listen(bot, 'check quality', checkAgain));
  app.action<BlockAction>(actionIds.showFlaws, listen(bot, 'show flaws', openFlaws));
  app.action<BlockAction>(actionIds.flawsEarlier, listen(bot, 'show flaws', turnFlaws));
  app.action<BlockAction>(actionIds.flawsLater, listen(bot, 'show flaws', turnFlaws));
  app.action<BlockAction>(actionIds.qualityCsv, listen(bot, 'quality csv', sendQualityCsv));
  app.action<BlockAction>(actionIds.routeUnowned, listen(bot, 'route unowned', routeThose));
  app.action<BlockAction>(actionIds.proposeFixes, listen(bot, 'propose fixes', openProposedFixes));
  app.action<BlockAction>(actionIds.showFixes, listen(bot, 'show fixes', openFixes));
  for (const id of [actionIds.fixesEarlier, actionIds.fixesLater]) {
    app.action<BlockAction>(id, listen(bot, 'show fixes', turnFixes));
  }
  app.view(viewIds.approveFixes, listen(bot, 'approve fixes', approve));
  app.view(viewIds.sendFixes, listen(bot, 'send fixes', sendFixes));
}
