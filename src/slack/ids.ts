import { z } from 'zod';
import { type BookOrder, bookOrders, type WaitingFilter } from '../domain/book.ts';
import { flagKinds } from '../domain/flag.ts';
import type { Subject } from '../domain/ownership.ts';
import { type FlawKind, flawKinds } from '../domain/quality.ts';

/** Every id that Slack hands back to us, with the schema of what comes with it. */
const accountValue = z.uuid();
/** Several in one value, with colons between them. */
const parts = (form: RegExp) =>
  z
    .string()
    .regex(form)
    .transform((text) => text.split(':'));
/** An account, and a page of what is told of it. */
const accountPage = parts(/^[0-9a-f-]{36}:\d+$/).transform(([accountId = '', page = '']) => {
  return { accountId, page: Number(page) };
});

export const commands = { whoOwns: '/whoowns', territory: '/territory' } as const;

export const actionIds = {
  /** Buttons and selects whose value is an account: draw its card. */
  showAccount: 'account:show',
  pickRelative: 'account:relative',
  findAccount: 'account:find',
  /** Where no message can become the card (Home): a window opens with it. */
  showInModal: 'account:open',
  shareCard: 'card:share',
  /** A member of a pool takes what its members may claim. */
  claim: 'claim:take',
  askOps: 'ops:ask',
  /** What somebody does with an account by their own hand. */
  pin: 'pin:open',
  unpin: 'pin:lift',
  handAccountOver: 'account:hand-over',
  /** What the log has of an account: in a window from its card, and its pages. */
  openHistory: 'history:open',
  historyNewer: 'history:newer',
  historyOlder: 'history:older',
  /** A book's list of accounts: from Home, its order and its pages. */
  openBook: 'book:open',
  bookOrder: 'book:order',
  bookEarlier: 'book:earlier',
  bookLater: 'book:later',
  /** Which part of the rules is shown. */
  rulesLayer: 'rules:layer',
  rulesEarlier: 'rules:earlier',
  rulesLater: 'rules:later',
  rulesBack: 'rules:back',
  showRule: 'rules:show',
  /** Where the message that names it must stay. */
  showRuleBeside: 'rules:show-beside',
  /** The pools, lists and regions that rules name: a page of them, and one in full. */
  showParts: 'rules:parts',
  showPart: 'rules:part',
  partsEarlier: 'rules:parts-earlier',
  partsLater: 'rules:parts-later',
  partEarlier: 'rules:part-earlier',
  partLater: 'rules:part-later',
  /** A pick from the accounts that `/territory test` may have meant. */
  tryAccount: 'rules:try',
  /** Other rules, on the accounts that a rule has lost. */
  tryRules: 'rules:try-on',
  /** Every rule that a dry run tried, in a window, and its pages. */
  showTried: 'tried:show',
  triedEarlier: 'tried:earlier',
  triedLater: 'tried:later',
  whyNot: 'why-not:open',
  whyNotRep: 'why-not:rep',
  whyNotRule: 'why-not:rule',
  /** Flaws of one kind in a window, and its pages. */
  showFlaws: 'quality:show',
  flawsEarlier: 'quality:earlier',
  flawsLater: 'quality:later',
  checkQuality: 'quality:check',
  qualityCsv: 'quality:csv',
  routeUnowned: 'quality:route',
  proposeFixes: 'fixes:propose',
  /** Ops open a batch that somebody else has proposed. */
  showFixes: 'fixes:show',
  fixesEarlier: 'fixes:earlier',
  fixesLater: 'fixes:later',
  /** The CRM's properties that are kept as attributes. */
  mapField: 'fields:map',
  unmapField: 'fields:unmap',
  writeBack: 'fields:write-back',
  /** Who is right about a field; without a value, about any. */
  rankSources: 'fields:rank',
  fieldRecord: 'fields:record',
  fieldProperty: 'fields:property',
  /** What a manager says of a proposal, on its card or in a window. */
  approveProposal: 'proposal:approve',
  reassignProposal: 'proposal:reassign',
  rejectProposal: 'proposal:reject',
  candidate: 'proposal:candidate',
  /** What is said of the book of somebody who has left. */
  handOverByRules: 'handover:by-rules',
  handOverTo: 'handover:to',
  leaveBook: 'handover:leave',
  /** What is said of two records that look like one company; the value of the first is the one to keep. */
  mergeTwins: 'twins:merge',
  mergeTwinsOther: 'twins:merge-other',
  partTwins: 'twins:distinct',
  openTwins: 'twins:open',
  duplicates: 'twins:list',
  duplicatesEarlier: 'twins:earlier',
  duplicatesLater: 'twins:later',
  /** A proposal in a window, and the list of those that wait. */
  openProposal: 'proposal:open',
  approvals: 'approvals:show',
  approvalsFlag: 'approvals:flag',
  approvalsTerritory: 'approvals:territory',
  approvalsAge: 'approvals:age',
  approveSeveral: 'approvals:several',
  picked: 'approvals:picked',
  approvalsEarlier: 'approvals:earlier',
  approvalsLater: 'approvals:later',
  /** Link buttons need an ack like any other. */
  openCrm: 'link:crm',
} as const;

export const viewIds = {
  lookUp: 'look-up',
  book: 'book',
  history: 'history',
  pin: 'pin',
  unpin: 'unpin',
  handAccountOver: 'hand-account-over',
  handBookOver: 'hand-book-over',
  askOps: 'ask-ops',
  whyNot: 'why-not',
  simulate: 'simulate',
  rulesTried: 'rules-tried',
  flaws: 'flaws',
  approveFixes: 'approve-fixes',
  sendFixes: 'send-fixes',
  mapField: 'map-field',
  rankSources: 'rank-sources',
  writeBack: 'write-back',
  proposal: 'proposal',
  reassign: 'reassign',
  approveSeveral: 'approve-several',
  reject: 'reject',
  handOverTo: 'hand-over-to',
  leaveBook: 'leave-book',
  twins: 'twins',
  partTwins: 'part-twins',
} as const;
export const shortcutIds = { lookUp: 'look-up' } as const;

export const values = {
  account: accountValue,
  accounts: parts(/^[0-9a-f-]{36}(:[0-9a-f-]{36})*$/),
  rep: z.uuid(),
  /** Buttons that have hung since before leads had them name an account alone. */
  subject: parts(/^((account|lead):)?[0-9a-f-]{36}$/).transform(([kind = '', id]): Subject => {
    if (id === undefined) return { kind: 'account', id: kind };
    return { kind: z.enum(['account', 'lead']).parse(kind), id };
  }),
  historyPart: accountPage,
  bookPart: parts(/^[0-9a-f-]{36}:(biggest|newest):\d+$/).transform(
    ([repId = '', order = '', page = '']) => {
      return { repId, order: z.enum(bookOrders).parse(order), page: Number(page) };
    },
  ),
  /** What was asked in vain; it comes back as typed. */
  asked: z.string().max(300),
  flawKind: z.enum(flawKinds),
  flawsPart: parts(/^[a-z-]+:\d+$/).transform(([kind = '', page = '']) => {
    return { kind: z.enum(flawKinds).parse(kind), page: Number(page) };
  }),
  fixBatch: z.uuid(),
  fixesPart: parts(/^[0-9a-f-]{36}:\d+$/).transform(([batchId = '', page = '']) => {
    return { batchId, page: Number(page) };
  }),
  proposal: z.uuid(),
  handover: z.uuid(),
  twins: z.uuid(),
  twinsKept: parts(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/).transform(([twinsId = '', keep = '']) => {
    return { twinsId, keep };
  }),
  approvalsPart: parts(/^[a-z-]+:\d+:(any|day|week):(all|[0-9a-f-]{36})$/).transform(
    ([flag = '', page = '', age = '', territory = '']) => {
      return {
        page: Number(page),
        ...(flag !== 'all' && { flag: z.enum(flagKinds).parse(flag) }),
        ...(age !== 'any' && { age: z.enum(['day', 'week']).parse(age) }),
        ...(territory !== 'all' && { territory }),
      };
    },
  ),
  /** A proposal, and the decision by which it was asked when it was shown. */
  pick: parts(/^[0-9a-f-]{36}:[0-9a-f-]*$/).transform(([proposalId = '', seen = '']) => {
    return { proposalId, seen };
  }),
  /** The same; cards that have hung since before they said so have the proposal alone. */
  approval: parts(/^[0-9a-f-]{36}(:[0-9a-f-]*)?$/).transform(([proposalId = '', seen]) => {
    return { proposalId, ...(seen !== undefined && { seen }) };
  }),
  rulesPart: parts(/^(all|\d+):\d+$/).transform(([layer = '', page = '']) => {
    return { page: Number(page), ...(layer !== 'all' && { layer: Number(layer) }) };
  }),
  triedPart: accountPage,
  attribute: z.string().regex(/^\w{1,60}$/),
  fieldRef: parts(/^(account|lead):\w+$/).transform(([record = '', attribute = '']) => {
    return { record: z.enum(['account', 'lead']).parse(record), attribute };
  }),
  page: z.string().regex(/^\d+$/).transform(Number),
  partRef: parts(/^\d+:(pool|list|region):\d+:\d+$/).transform(
    ([edition = '', kind = '', nth = '', page = '']) => {
      const ref = { kind: z.enum(['pool', 'list', 'region']).parse(kind), nth: Number(nth) };
      return { ref: { edition: Number(edition), ...ref }, page: Number(page) };
    },
  ),
  ruleRef: parts(/^\d+:\d+$/).transform(([edition = '', place = '']) => {
    return { edition: Number(edition), place: Number(place) };
  }),
} as const;

/** Layer and page of the list of rules, as `values.rulesPart` reads them. */
export function rulesPart({ layer, page }: { layer?: number; page: number }): string {
  return `${layer ?? 'all'}:${page}`;
}

/** A page of a book, as `values.bookPart` reads it. */
export function bookPart(part: { repId: string; order: BookOrder; page: number }): string {
  return `${part.repId}:${part.order}:${part.page}`;
}

type Part = { kind: 'pool' | 'list' | 'region'; nth: number };

/** A part of the rules and a page of it, as `values.partRef` reads them. */
export function partRef(edition: number, { kind, nth }: Part, page = 0): string {
  return `${edition}:${kind}:${nth}:${page}`;
}

/** A mapped field, as `values.fieldRef` reads it. */
export function fieldRef({ record, attribute }: { record: string; attribute: string }): string {
  return `${record}:${attribute}`;
}

/** A page of the rules tried on an account, as `values.triedPart` reads it. */
export function triedPart(accountId: string, page: number): string {
  return `${accountId}:${page}`;
}

/** A page of an account's history, as `values.historyPart` reads it. */
export function historyPart(accountId: string, page: number): string {
  return `${accountId}:${page}`;
}

/** An account or a lead, as `values.subject` reads it. */
export function subjectRef({ kind, id }: Subject): string {
  return `${kind}:${id}`;
}

export function ruleRef(edition: number, place: number): string {
  return `${edition}:${place}`;
}

/** Two records, and which of them is kept, as `values.twinsKept` reads it. */
export function twinsKept(twinsId: string, keep: string): string {
  return `${twinsId}:${keep}`;
}

/** A page of what waits, of all or of what a filter leaves, as `values.approvalsPart` reads it. */
export function approvalsPart({
  flag,
  age,
  territory,
  page,
}: WaitingFilter & { page: number }): string {
  return `${flag ?? 'all'}:${page}:${age ?? 'any'}:${territory ?? 'all'}`;
}

/** A page of the flaws of one kind, as `values.flawsPart` reads it. */
export function flawsPart(kind: FlawKind, page: number): string {
  return `${kind}:${page}`;
}
