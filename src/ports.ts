import type { Book } from './domain/book.ts';
import type { CrmField, Field } from './domain/field.ts';
import type { SlackPerson } from './domain/roster.ts';
import type { Shown } from './domain/shown.ts';
import type { Database, Db } from './store/database.ts';

/**
 * What a service is handed. The database is real everywhere; the rest stands for what a test cannot
 * run for real.
 */
export type Ports = {
  database: Database;
  clock: Clock;
  log: Log;
  queue: Queue;
  crm: (workspaceId: string) => Crm | undefined;
  notifier: Notifier;
};

export type Clock = { now: () => Date };

/** One line a fact. Never a token, a message's text or a person's e-mail address. */
export type Log = Record<'debug' | 'info' | 'warn' | 'error', LogFact>;
type LogFact = (facts: Record<string, unknown>, message: string) => void;

/**
 * What the database itself says is left to do: writes for the CRM, what the CRM has told, an import that broke off, a book that
 * is new, questions that ring or that other rules are to be asked about.
 */
export type Errand = 'crm-writes' | 'crm-news' | 'crm-import' | 'new-book' | 'bells' | 'ask-anew';

export type Queue = {
  /** Both commit with the transaction: a job whose change was rolled back never runs. */
  deliver: (tx: Db, taskIds: string[], afterSeconds?: number) => Promise<void>;
  /** The same from within its own job: it is done again after a while. */
  putOff: (tx: Db, taskId: string, afterSeconds: number) => Promise<void>;
  /** Something waits to be done: one job, however much it is. */
  rouse: (tx: Db, errand: Errand, workspaceId: string, afterSeconds?: number) => Promise<void>;
  /** After a while, however often it is roused before. */
  rouseLater: (tx: Db, errand: Errand, workspaceId: string, afterSeconds: number) => Promise<void>;
};

/** The CRM of one workspace. Ids are the CRM's own. */
export type Crm = {
  name: string;
  owners: () => AsyncIterable<CrmOwner[]>;
  /**
   * `fields`: properties that are kept as attributes, beside those that every workspace has. `after`: where to go on, as a page
   * of an earlier reading said.
   */
  accounts: (fields?: readonly Field[], after?: string) => AsyncIterable<CrmPage<CrmAccount>>;
  deals: (after?: string) => AsyncIterable<CrmPage<CrmDeal>>;
  leads: (fields?: readonly Field[], after?: string) => AsyncIterable<CrmPage<CrmLead>>;
  /** About how many there are; only where it can say so at little cost. */
  count?: (kind: CrmKind) => Promise<number>;
  /** Those as they stand at this moment, by the ids asked for. */
  get: {
    [Kind in CrmKind]: (
      ids: string[],
      fields?: readonly Field[],
    ) => Promise<Map<string, Found<CrmRecords[Kind]>>>;
  };
  /** The same where nobody waits for it: what people wait for goes first. */
  getInBulk?: Crm['get'];
  /** Which of those that are gone it keeps for a while yet; only where it does. The others were erased, or are past that. */
  restorableLeads?: (ids: string[]) => Promise<Set<string>>;
  /** What people did for an account between two moments, newest first; only where it keeps that. */
  activities?: (accountId: string, span: { since: Date; until: Date }) => Promise<CrmActivity[]>;
  /** Makes one record of two: the first goes on, under an id that may be new. Done again it finds them merged. */
  mergeAccounts: (keep: string, other: string) => Promise<CrmMerged>;
  /** The properties that its records have, archived ones too. */
  fields: (record: Field['record']) => Promise<CrmField[]>;
  /** Makes those of these properties that are not there: texts of one line. */
  makeFields: (
    record: Field['record'],
    wanted: Pick<CrmField, 'name' | 'label'>[],
  ) => Promise<void>;
  /** Which records were touched at a moment or later; one may come twice. Fresh ones may take a moment to be found. */
  changedSince: (kind: CrmKind, since: Date) => AsyncIterable<CrmTouch[]>;
  /** Every record there is. */
  all: (kind: CrmKind) => AsyncIterable<CrmTouch[]>;
  /** What it tells of its own accord, of the account that is ours where that is known: then it need not be asked. Only where it is set up to. */
  hear?: (push: Push, accountId?: string) => Promise<Heard>;
  /** What it has written down of what happened, in order, from behind a place in it on; only where it keeps a journal. */
  journal?: (
    after: string | undefined,
    fields?: readonly Field[],
  ) => AsyncIterable<{ news: CrmNews[]; next: string }>;
  /** Which customer's of its own we are let into; only where it has several. */
  accountId?: () => Promise<string>;
  /** Where people open an account; {id} stands for its CRM id. Undefined where it has no pages. */
  accountUrl: () => Promise<string | undefined>;
  /** The same of a lead. */
  leadUrl?: () => Promise<string>;
  /** How many owners it takes at once. */
  ownersAtOnce: number;
  /**
   * Writes only where the CRM still has the expected owner, and reads back what it wrote: an answer for each, by its trace.
   * Throws where the CRM as a whole does not serve: what was written all the same is found by asking again.
   */
  writeOwners: (writes: OwnerWrite[]) => Promise<Map<string, OwnerReceipt>>;
  /** The same of values of accounts, any number of them: each by itself where its record still says what was seen. */
  writeValues: (
    writes: ValueWrite[],
    fields?: readonly Field[],
  ) => Promise<Map<string, ValueReceipt>>;
};

/** `next` is missing in the last one. `unread`: records of it that could not be read, and are not among these. */
export type CrmPage<Record> = { records: Record[]; next?: string | undefined; unread: number };

/** `team`: the one that they belong to first of all, where the CRM has teams. */
export type CrmOwner = {
  id: string;
  email: string;
  name: string;
  archived: boolean;
  team?: string | undefined;
};
export type CrmAccount = {
  id: string;
  name: string;
  formerNames: string[];
  aliases: string[];
  shortForms: string[];
  domains: string[];
  parentId?: string;
  territory?: string;
  ownerId?: string;
  ownerHistory: OwnerHistory;
  attributes: CrmAttributes;
  /** What other properties say that rules do not read, by their names; only where such are asked for. */
  others?: CrmAttributes;
  /** Of those that were merged into it. */
  formerIds?: string[];
  changedAt: Date;
};
/** Oldest first; the last one is the present owner, who may be nobody. */
export type OwnerHistory = (OwnerStep & { ownerId?: string })[];
/** Since when an owner stands, and who set it. */
export type OwnerStep = { at: Date; by: { id: string; name: string }; how?: OwnerHow };
/**
 * - `copied`: the CRM itself gave it the owner of a record beside it: a lead its account’s, an unowned account a lead’s
 * - `app`: a program wrote it, which may have been us
 */
export type OwnerHow = 'copied' | 'app';
/** By the key that rules know them under, see domain/rules/attribute. */
export type CrmAttributes = Record<
  string,
  { value: string | number | boolean | string[]; source: string; at: Date }
>;
export type CrmDeal = {
  id: string;
  accountId?: string;
  name: string;
  stage: string;
  status: 'open' | 'won' | 'lost';
  amount?: number;
  currency: string;
  ownerId?: string;
  /** As of leads. */
  ownerHistory?: OwnerHistory;
  /** Of those that were merged into it. */
  formerIds?: string[];
  closesAt?: Date;
  changedAt: Date;
};
export type CrmLead = {
  id: string;
  accountId?: string;
  name: string;
  email?: string;
  ownerId?: string;
  /** Said wherever it is read by its id; lists need not tell. */
  ownerHistory?: OwnerHistory;
  /** Of those that were merged into it. */
  formerIds?: string[];
  attributes: CrmAttributes;
  changedAt: Date;
};

/** `way`: who turned to whom; `both`: they met, or spoke. `ownerId`: whoever of ours it was. */
export type CrmActivity = {
  kind: 'email' | 'call' | 'meeting';
  way: 'out' | 'in' | 'both';
  at: Date;
  ownerId?: string;
};

export type CrmRecords = { account: CrmAccount; lead: CrmLead; deal: CrmDeal };
export type CrmKind = keyof CrmRecords;
/** When the CRM last changed a record. */
export type CrmTouch = { id: string; at: Date };

/** A request that came in, byte for byte. `path` has its query; names of headers are in small letters. */
export type Push = {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: Uint8Array;
  at: Date;
};
export type Heard = { kind: 'news'; news: CrmNews[] } | { kind: 'refused'; because: string };
/** A hint that something has happened to a record: what stands there now has to be read. */
export type CrmNews = {
  kind: CrmKind;
  id: string;
  content:
    | { kind: 'changed' }
    | { kind: 'owner'; owner?: string }
    | { kind: 'deleted' }
    /** Somebody asked to be forgotten. */
    | { kind: 'erased' }
    | { kind: 'merged'; primary: string; others: string[] };
  at: Date;
  /** The same for the same event, however often it is told. */
  key: string;
};

export type Found<Record> =
  | { kind: 'there'; record: Record }
  /** It lives on in another. */
  | { kind: 'merged'; into: string }
  | { kind: 'gone' };

/** `trace` names it in the answers. */
export type OwnerWrite = {
  trace: string;
  kind: CrmKind;
  id: string;
  expected?: string | undefined;
  wanted?: string | undefined;
  /** Properties to be written with the owner, and never without. */
  beside?: Record<string, string>;
};
export type CrmMerged =
  | { kind: 'merged'; into: string }
  /** No later try mends it; the problem names the remedy. */
  | { kind: 'refused'; problem: string };
export type OwnerReceipt =
  | { kind: 'written' | 'already'; at: Date }
  | { kind: 'conflict'; present?: string }
  /** No later try mends it; the problem names the remedy. */
  | { kind: 'refused'; why: 'gone' | 'merged' | 'invalid'; problem: string };

/** `attribute`: as rules know it; both values are as the CRM hands them over, as text. */
export type ValueWrite = {
  trace: string;
  id: string;
  attribute: string;
  expected: string;
  wanted: string;
};
export type ValueReceipt = OwnerReceipt;

export type Posted = { channel: string; ts: string };

/**
 * Posts and draws what people have before them. `gone`: nothing can be posted there; or there is nothing left to draw, since the
 * message was deleted, or the person has left or may not ask any more, or the Home tab is switched off.
 */
export type Notifier = {
  /** `place`: a channel, or a person whom it is sent to directly. */
  post: (
    workspaceId: string,
    place: string,
    shown: Shown,
    /** The message under which it goes. */
    thread?: string,
  ) => Promise<Posted | 'gone'>;
  /** Where it was posted before, since a moment, as far as the bot may read there. */
  find: (
    workspaceId: string,
    place: string,
    shown: Shown,
    since: Date,
    thread?: string,
  ) => Promise<Posted | undefined>;
  /** Puts the file beside a message that has one, unless an earlier try has; `false` where there is or may be none. */
  attach: (workspaceId: string, where: Posted, shown: Shown, isRetry: boolean) => Promise<boolean>;
  /** Copies a file that somebody gave in a window; nobody sees the copy until its link is posted. */
  keepFile: (
    workspaceId: string,
    fileId: string,
  ) => Promise<{ name: string; link: string } | 'gone'>;
  redraw: (workspaceId: string, where: Posted, shown: Shown) => Promise<'drawn' | 'gone'>;
  /** Who answers to an address in Slack; undefined where nobody does. */
  findPerson: (workspaceId: string, email: string) => Promise<SlackPerson | undefined>;
  /** Who is in which user group, by the name or id that was asked; without those that there are not. */
  membersOf: (workspaceId: string, groups: string[]) => Promise<Map<string, string[]>>;
  /** Undefined of guests, strangers, bots and whoever has left. */
  describePerson: (
    workspaceId: string,
    slackUserId: string,
  ) => Promise<{ name: string; email: string } | undefined>;
  publishHome: (
    workspaceId: string,
    slackUserId: string,
    book: Book,
    at: Date,
  ) => Promise<'drawn' | 'gone'>;
};
