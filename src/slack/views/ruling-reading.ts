import { z } from 'zod';
import type { RulingDraft } from '../../domain/dispute-case.ts';
import { outcomeKinds } from '../../domain/dispute-outcome.ts';
import type { RulingFault } from '../../domain/dispute-refusal.ts';
import type { Reason } from '../../domain/refusal.ts';
import { disputeIds } from '../dispute-ids.ts';
import { actionIds } from '../ids.ts';
import { chosenDay } from './chosen-day.ts';

const about = z.object({
  id: z.uuid(),
  as: z.enum(['verdict', 'offer']),
  kind: z.enum(outcomeKinds),
});
/** Which case, whether it is a verdict or a proposal among the sides, and which outcome is chosen. */
export type RulingAbout = z.infer<typeof about>;

export function keepRuling(kept: RulingAbout): string {
  return JSON.stringify(kept);
}

export function readRulingAbout(private_metadata: string): RulingAbout {
  return about.parse(JSON.parse(private_metadata));
}

export function outcomeIn(value: unknown): RulingAbout['kind'] {
  return about.shape.kind.parse(value);
}

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() }).optional();
const day = z.object({ selected_date: z.iso.date().nullish() }).optional();
const typed = z.object({ value: z.string().nullish() }).optional();
const someone = z.object({ [actionIds.candidate]: chosen }).optional();
const said = z.object({
  ...{ to: someone, rep1: someone },
  rep2: z.object({ [disputeIds.secondRep]: chosen }).optional(),
  day: z.object({ day }).optional(),
  role: z.object({ role: chosen }).optional(),
  percent1: z.object({ percent1: typed }).optional(),
  percent2: z.object({ percent2: typed }).optional(),
  attribute: z.object({ attribute: chosen }).optional(),
  value: z.object({ value: typed }).optional(),
  other: z.object({ [actionIds.findAccount]: chosen }).optional(),
  holdover: z.object({ holdover: day }).optional(),
  deals: z
    .object({ deals: z.object({ selected_options: z.array(z.object({ value: z.string() })) }) })
    .optional(),
  fallback: z.object({ fallback: chosen }).optional(),
  pin: z.object({ pin: day }).optional(),
  code: z.object({ code: chosen }).optional(),
  text: z.object({ text: typed }).optional(),
  note: z.object({ note: typed }).optional(),
});
type Said = z.infer<typeof said>;

type Submitted = { private_metadata: string; state: { values: unknown } };
type Read = { about: RulingAbout; draft: RulingDraft; code: string; text: string; note?: string };

export function readRuling({ private_metadata, state }: Submitted): Read {
  const on = readRulingAbout(private_metadata);
  const values = said.parse(state.values);
  const note = values.note?.note?.value?.trim();
  return {
    about: on,
    draft: { kind: on.kind, ...outcomePart(values), ...carriedPart(values) },
    code: values.code?.code?.selected_option?.value ?? '',
    text: values.text?.text?.value?.trim() ?? '',
    ...(note && { note }),
  };
}

/** The field beneath which a window says why it was not taken: the one that is about it, where the window has that. */
export function fieldAbout(
  reason: Reason,
  blocks: readonly { type: string; block_id?: string }[],
): string {
  const inputs = blocks.flatMap(({ type, block_id }) => (type === 'input' && block_id) || []);
  const sought = [...soughtFor(reason), 'text', ...inputs];
  return sought.find((field) => inputs.includes(field)) ?? 'outcome';
}

function soughtFor(reason: Reason): string[] {
  switch (reason.kind) {
    case 'no-ruling':
      return [faultyField(reason.fault)];
    case 'own-gain':
    case 'their-gain':
    case 'beyond-peers':
    case 'owner-has-left':
      return ['to', 'rep1'];
    case 'unknown-reason':
      return ['code'];
    default:
      return [];
  }
}

function faultyField(fault: RulingFault): string {
  switch (fault.kind) {
    case 'wrong-day':
      return fault.what === 'holdover' || fault.what === 'pin' ? fault.what : 'day';
    case 'nothing-to-hold-over':
      return 'holdover';
    case 'no-splits':
      return 'role';
    case 'one-share':
    case 'twice-named':
      return 'rep2';
    case 'not-whole':
      return 'percent2';
    case 'same-record':
      return 'other';
    case 'no-crm':
      return 'value';
  }
}

function outcomePart(values: Said): Partial<RulingDraft> {
  const to = repIn(values.to);
  const on = dayIn(values.day?.day);
  const role = values.role?.role?.selected_option?.value;
  const attribute = values.attribute?.attribute?.selected_option?.value;
  const value = values.value?.value?.value?.trim();
  const other = values.other?.[actionIds.findAccount]?.selected_option?.value;
  const secondRep = values.rep2?.[disputeIds.secondRep]?.selected_option?.value;
  const shares = [
    { rep: repIn(values.rep1) ?? '', percent: Number(values.percent1?.percent1?.value) },
    { rep: secondRep ?? '', percent: Number(values.percent2?.percent2?.value) },
  ].filter(({ rep }) => rep !== '');
  return {
    ...(to && { to }),
    ...(on && { on }),
    ...(role && { role }),
    ...(attribute && { attribute }),
    ...(value && { value }),
    ...(other && { other }),
    ...(shares.length > 0 && { shares }),
  };
}

function carriedPart(values: Said): Partial<RulingDraft> {
  const until = dayIn(values.holdover?.holdover);
  const pinUntil = dayIn(values.pin?.pin);
  const deals = values.deals?.deals.selected_options.map((one) => one.value) ?? [];
  const fallback =
    values.fallback?.fallback?.selected_option?.value === 'stay'
      ? ('stay' as const)
      : ('follow' as const);
  return {
    ...(until && { holdover: { deals, until, fallback } }),
    ...(pinUntil && { pinUntil }),
  };
}

function repIn(one: Said['to']): string | undefined {
  return one?.[actionIds.candidate]?.selected_option?.value;
}

function dayIn(one: z.infer<typeof day>): Date | undefined {
  return one?.selected_date ? chosenDay(one.selected_date) : undefined;
}
