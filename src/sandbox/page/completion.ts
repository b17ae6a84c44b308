import type { PageState } from '../slack/page-contract.ts';

/** What may be meant by the word under the caret, and the text it would be replaced by. */
export type Suggestion = {
  id: string;
  label: string;
  hint?: string;
  description?: string;
  text: string;
};
export type Completion = { from: number; to: number; suggestions: Suggestion[] };

const most = 8;

export function completionAt(
  text: string,
  caret: number,
  state: PageState,
): Completion | undefined {
  const before = text.slice(0, caret);
  const command = /^\/[\w-]*$/.exec(before)?.[0];
  if (command !== undefined) return offered(0, caret, commands(state, command));
  const [, sign, query = ''] = /(?:^|\s)([@#])([\w.-]*)$/.exec(before) ?? [];
  if (!sign) return;
  const from = caret - query.length - 1;
  return offered(from, caret, sign === '@' ? people(state, query) : channels(state, query));
}

export function completed(text: string, { from, to }: Completion, chosen: Suggestion): string {
  return `${text.slice(0, from)}${chosen.text} ${text.slice(to).trimStart()}`;
}

function offered(from: number, to: number, suggestions: Suggestion[]): Completion | undefined {
  return suggestions.length > 0 ? { from, to, suggestions: suggestions.slice(0, most) } : undefined;
}

function commands(state: PageState, typed: string): Suggestion[] {
  return state.commands
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, description, usageHint }) => ({
      id: command,
      label: command,
      text: command,
      description,
      ...(usageHint ? { hint: usageHint } : {}),
    }));
}

function people({ users }: PageState, query: string): Suggestion[] {
  return users
    .filter(({ deactivated }) => !deactivated)
    .filter(({ realName, name }) => startsAnyWord(`${realName} ${name}`, query))
    .map(({ id, realName, title }) => ({
      id,
      label: realName,
      text: `@${realName}`,
      description: title,
    }));
}

function channels(state: PageState, query: string): Suggestion[] {
  return state.channels
    .filter(({ kind, name }) => kind !== 'dm' && startsAnyWord(name.replaceAll('-', ' '), query))
    .map(({ id, name, topic }) => ({
      id,
      label: `#${name}`,
      text: `#${name}`,
      description: topic,
    }));
}

function startsAnyWord(text: string, query: string): boolean {
  return ` ${text.toLowerCase()}`.includes(` ${query.toLowerCase()}`);
}
