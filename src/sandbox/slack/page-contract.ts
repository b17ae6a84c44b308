/**
 * What the sandbox's page and its Slack say to each other. The page is one persona in one window;
 * everything it may do, it does by one of these calls, and it learns of everything by the stream.
 *
 *   GET  /page/state?user=U…                    → PageState
 *   GET  /page/history?user=U…&channel=C…&thread=ts → PageMessage[] (oldest first, own ephemerals included)
 *   GET  /page/stream?user=U…                   → server-sent events, each a PageEvent
 *   POST /page/say       Say                    → { ts }
 *   POST /page/command   Command                → Answer
 *   POST /page/click     Click                  → Answer
 *   POST /page/options   OptionsQuery           → { options } | { option_groups }
 *   POST /page/submit    Submit                 → SubmitAnswer
 *   POST /page/upload?user=U…&name=… bytes      → the file, as Slack describes it to the bot
 *   POST /page/dismiss   { user, view_id }      → Answer
 *   POST /page/shortcut  Shortcut               → Answer
 *   POST /page/home      { user, tab }          → Answer (app_home_opened)
 *   POST /page/read      { user, channel }      → Answer
 *   GET  /files/:id/:name                       → bytes
 */
export type Block = { type: string; block_id?: string; [field: string]: unknown };

export type PageUser = {
  id: string;
  name: string;
  realName: string;
  title: string;
  email: string;
  /** Initials on a coloured square: the sandbox shows no photographs. */
  avatar: { initials: string; colour: string };
  bot: boolean;
  deactivated: boolean;
  /** Slack Connect: a person of another workspace. */
  stranger: boolean;
  status?: { emoji: string; text: string };
  persona?: string;
};

export type PageChannel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'dm';
  topic: string;
  members: string[];
  /** For a DM, the other side as the persona sees it. */
  withUser?: string;
  unread: number;
};

export type PageFile = { id: string; name: string; title: string; mimetype: string; size: number };

export type PageMessage = {
  channel: string;
  ts: string;
  threadTs?: string;
  replyCount?: number;
  user: string;
  text: string;
  blocks?: Block[];
  attachments?: { blocks?: Block[]; fallback?: string; color?: string }[];
  files?: PageFile[];
  reactions?: { name: string; users: string[] }[];
  edited?: boolean;
  /** Only you can see this: it is gone on reload, as in Slack. */
  ephemeral?: boolean;
};

export type PageView = {
  id: string;
  kind: 'modal' | 'home';
  title?: string;
  submit?: string;
  close?: string;
  blocks: Block[];
  state: Record<string, Record<string, unknown>>;
  hash: string;
};

export type PageState = {
  workspace: { id: string; name: string; domain: string };
  me: PageUser;
  personas: PageUser[];
  users: PageUser[];
  channels: PageChannel[];
  app: { userId: string; name: string; description: string };
  commands: { command: string; description: string; usageHint?: string }[];
  shortcuts: {
    callbackId: string;
    name: string;
    description: string;
    kind: 'global' | 'message';
  }[];
  /** Modals open for this persona, bottom first. */
  views: PageView[];
  home?: PageView;
};

export type PageEvent =
  | { kind: 'message'; message: PageMessage }
  | { kind: 'changed'; message: PageMessage }
  | { kind: 'deleted'; channel: string; ts: string }
  | { kind: 'channel'; channel: PageChannel }
  | { kind: 'views'; views: PageView[] }
  | { kind: 'home'; home: PageView }
  | { kind: 'user'; user: PageUser };

export type Say = { user: string; channel: string; text: string; thread?: string };
export type Command = { user: string; channel: string; command: string; text: string };

/** The element as the bot sent it, with what the person chose; the server builds Slack's payload. */
export type Click = {
  user: string;
  from:
    | { kind: 'message'; channel: string; ts: string; ephemeral?: boolean }
    | { kind: 'view'; view_id: string };
  block_id: string;
  action_id: string;
  /** Per element type, as Slack names it: value, selected_option, selected_user, selected_date, … */
  chosen: Record<string, unknown>;
  /** Present values of all stateful elements of the surface. */
  state?: Record<string, Record<string, unknown>>;
};

export type OptionsQuery = {
  user: string;
  from: Click['from'];
  block_id: string;
  action_id: string;
  value: string;
};

export type Submit = {
  user: string;
  view_id: string;
  state: Record<string, Record<string, unknown>>;
};

export type SubmitAnswer =
  | { ok: true }
  | { ok: false; errors: Record<string, string> }
  | { ok: false; problem: string };

export type Shortcut = {
  user: string;
  callbackId: string;
  message?: { channel: string; ts: string };
};

/** `problem` is what Slack would show the person: "… did not respond", "operation_timeout". */
export type Answer = { ok: true } | { ok: false; problem: string };
