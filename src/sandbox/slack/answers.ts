import type { BotReply } from './courier.ts';
import type { Answer } from './page-contract.ts';

/** What Slack tells the person when a command came to nothing. */
export function commandAnswer(command: string, reply: BotReply): Answer {
  switch (reply.kind) {
    case 'acknowledged':
      return { ok: true };
    case 'late':
      return problem(`${command} failed with the error "operation_timeout"`);
    case 'unreachable':
      return problem(`${command} failed because the app did not respond`);
    case 'refused':
      return problem(`${command} failed with the error "${httpError(reply.status)}"`);
  }
}

function httpError(status: number): string {
  return status >= 500 ? 'http_service_error' : 'http_client_error';
}

/** … when a button, a menu or a shortcut did. */
export function actionAnswer(reply: BotReply): Answer {
  switch (reply.kind) {
    case 'acknowledged':
      return { ok: true };
    case 'late':
      return problem('The app did not respond in time (operation_timeout).');
    case 'unreachable':
      return problem('The app did not respond.');
    case 'refused':
      return problem(`The app did not accept this (HTTP ${reply.status}).`);
  }
}

/** … when a modal could not be submitted. */
export const troubleConnecting = 'We had some trouble connecting. Try again?';

export function problem(words: string): { ok: false; problem: string } {
  return { ok: false, problem: words };
}
