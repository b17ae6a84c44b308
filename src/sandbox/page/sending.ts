import { useState } from 'preact/hooks';
import type { Answer } from '../slack/page-contract.ts';
import { command, say } from './api.ts';
import { useSession } from './session.ts';
import { commandText, messageText } from './wording.ts';

/** A line that starts with a slash is a command, all else is a message; a problem keeps the text. */
export function useSending(
  channel: string,
  thread: string | undefined,
  text: string,
  setText: (text: string) => void,
) {
  const { state } = useSession().model;
  const [problem, setProblem] = useState<string>();
  const sent = (): Promise<Answer> | Answer => {
    const user = state.me.id;
    if (!text.startsWith('/'))
      return say({
        user,
        channel,
        text: messageText(text.trim(), state),
        ...(thread ? { thread } : {}),
      });
    const [, name = '', words = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
    if (!state.commands.some((known) => known.command === name)) return refused(unknown(name));
    if (thread) return refused(`${name} is not supported in threads. Sorry!`);
    return command({ user, channel, command: name, text: commandText(words, state) });
  };
  const send = async () => {
    if (text.trim() === '') return;
    setText('');
    setProblem(undefined);
    const answer = await sent();
    if (answer.ok) return;
    setText(text);
    setProblem(answer.problem);
  };
  return { problem, send };
}

function refused(problem: string): Answer {
  return { ok: false, problem };
}

function unknown(name: string): string {
  return `${name} is not a valid command. Every message that starts with “/” is read as a command.`;
}
