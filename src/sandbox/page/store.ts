import type { PageEvent } from '../slack/page-contract.ts';
import { loadHistory, loadState } from './api.ts';
import { type Model, withEvent, withHistory } from './model.ts';

export type Connection = 'connecting' | 'live' | 'lost';
export type Store = {
  open(channel: string, thread?: string): Promise<void>;
  close(): void;
};

type Listeners = { model: (model: Model) => void; connection: (connection: Connection) => void };

/** Keeps a window in step: each time the stream opens, first or again, all is asked for anew. */
export function openStore(user: string, tell: Listeners): Store {
  const stream = new EventSource(`/page/stream?${new URLSearchParams({ user })}`);
  const ledger = openLedger(tell.model);
  let shown: { channel: string; thread?: string | undefined } | undefined;

  const ask = (of: { channel: string; thread?: string | undefined }) =>
    ledger.during(async () => {
      const { channel, thread } = of;
      const history = await loadHistory({ user, channel, ...(thread ? { thread } : {}) });
      ledger.change((model) => withHistory(model, of, history));
    });
  const askForShown = async () => {
    if (!shown) return;
    await ask({ channel: shown.channel });
    if (shown.thread) await ask(shown);
  };
  const refresh = async () => {
    await ledger.during(async () => ledger.begin({ state: await loadState(user), messages: {} }));
    await askForShown();
    tell.connection('live');
  };

  stream.onopen = () => void refresh().catch(() => tell.connection('lost'));
  stream.onerror = () => tell.connection('lost');
  stream.onmessage = ({ data }) => ledger.hear(JSON.parse(data));

  return {
    async open(channel, thread) {
      shown = { channel, thread };
      if (ledger.knows(channel)) await (thread && ask(shown));
      else await askForShown();
    },
    close: () => stream.close(),
  };
}

/** What the stream says during a question waits for its answer, so that neither overtakes. */
function openLedger(tell: (model: Model) => void) {
  let model: Model | undefined;
  let questions = 0;
  let waiting: PageEvent[] = [];

  const begin = (next: Model) => {
    model = next;
    tell(next);
  };
  const change = (how: (model: Model) => Model) => {
    if (model) begin(how(model));
  };
  return {
    begin,
    change,
    knows: (channel: string) => model?.messages[channel] !== undefined,
    hear(event: PageEvent) {
      if (questions > 0 || !model) waiting.push(event);
      else change((known) => withEvent(known, event));
    },
    async during(question: () => Promise<void>) {
      questions += 1;
      await question().finally(() => {
        questions -= 1;
      });
      if (questions > 0) return;
      const heard = waiting;
      waiting = [];
      if (heard.length > 0) change((known) => heard.reduce(withEvent, known));
    },
  };
}
