import type { ModalView } from '@slack/types';
import { Refusal } from '../domain/refusal.ts';
import type { Bot } from './bot.ts';
import type { Pressed } from './whoowns.ts';

/** What a button or a select hands back. */
export function given(action: Pressed['action']): unknown {
  if ('selected_option' in action) return action.selected_option?.value;
  return 'value' in action ? action.value : undefined;
}

type Parsing<Value> = { success: true; data: Value } | { success: false };

/** A value that cannot be read comes from a button of an older version. */
export function parsed<Value>(parsing: Parsing<Value>): Value {
  if (!parsing.success) throw new Refusal({ kind: 'out-of-date' });
  return parsing.data;
}

/** What was done stands: that its picture cannot be drawn (the window is closed, Slack is busy) is nobody's fault to be told of. */
export async function drawAfter({ ports }: Bot, draw: () => Promise<unknown>): Promise<void> {
  try {
    await draw();
  } catch (error) {
    ports.log.warn(
      { error: String(error) },
      'what was done could not be drawn where it was pressed',
    );
  }
}

/** A window over the one in which it was pressed, or over the message. */
export async function openOver({ body, client }: Pressed, view: ModalView): Promise<void> {
  const trigger_id = body.trigger_id;
  if (body.view?.type === 'modal') await client.views.push({ trigger_id, view });
  else await client.views.open({ trigger_id, view });
}
