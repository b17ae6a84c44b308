import { Refusal } from '../domain/refusal.ts';
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
