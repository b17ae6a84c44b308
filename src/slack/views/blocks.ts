import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';

/** Slack's own limits, where our words can reach them (facts: block-kit/limits.json). */
const limits = {
  header: 150,
  section: 3000,
  field: 2000,
  context: 2000,
  button: 75,
  option: 75,
  blocks: 50,
  homeBlocks: 100,
  fields: 10,
  contextElements: 10,
  options: 100,
  text: 4000,
  characters: 12_000,
} as const;

/** Cuts at a word where it can, and says that it cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const space = cut.lastIndexOf(' ');
  const kept = space > max * 0.8 ? cut.slice(0, space) : cut;
  // Half of a surrogate pair would make the whole message invalid.
  return `${kept.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Text of ours or of people's, made harmless inside mrkdwn. */
export function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function bold(text: string): string {
  // A star inside would end the bold early, and Slack has no plain for it.
  return `*${plain(text).replaceAll('*', '∗')}*`;
}

/** Slack refuses a label without letters, and a CRM may hold a name without any. */
function label(text: string, max: number) {
  return { type: 'plain_text' as const, text: clip(text.trim() || '(no name)', max) };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: label(text, limits.header) };
}

export function section(text: string, accessory?: Button | StaticSelect): SectionBlock {
  const shown = { type: 'mrkdwn', text: clip(text, limits.section) } as const;
  return { type: 'section', text: shown, ...(accessory && { accessory }) };
}

export function fields(texts: string[]): SectionBlock[] {
  const shown = texts.slice(0, limits.fields);
  if (shown.length === 0) return [];
  const held = shown.map((text) => ({ type: 'mrkdwn' as const, text: clip(text, limits.field) }));
  return [{ type: 'section', fields: held }];
}

export function context(...texts: string[]): ContextBlock {
  const shown = texts.slice(0, limits.contextElements);
  return {
    type: 'context',
    elements: shown.map((text) => ({ type: 'mrkdwn', text: clip(text, limits.context) })),
  };
}

export const divider: DividerBlock = { type: 'divider' };

export function actions(...elements: (Button | StaticSelect | undefined)[]): ActionsBlock[] {
  const shown = elements.filter((element) => element !== undefined);
  return shown.length > 0 ? [{ type: 'actions', elements: shown }] : [];
}

type Pressed = { id: string; value?: string; style?: 'primary' | 'danger'; spoken?: string };

/** `spoken` is what a screen reader says where the text alone would not tell buttons apart. */
export function button(text: string, { id, value, style, spoken }: Pressed): Button {
  return {
    type: 'button',
    action_id: id,
    text: label(text, limits.button),
    ...(value !== undefined && { value }),
    ...(style && { style }),
    ...(spoken && { accessibility_label: clip(spoken, limits.button) }),
  };
}

export function linkButton(text: string, id: string, url: string): Button {
  return { ...button(text, { id }), url };
}

export function select(
  placeholder: string,
  id: string,
  options: { text: string; value: string; description?: string }[],
): StaticSelect {
  return {
    type: 'static_select',
    action_id: id,
    placeholder: { type: 'plain_text', text: placeholder },
    options: options.slice(0, limits.options).map(option),
  };
}

export function option(choice: {
  text: string;
  value: string;
  description?: string;
}): PlainTextOption {
  const { text, value, description } = choice;
  return {
    text: label(text, limits.option),
    value,
    ...(description && { description: label(description, limits.option) }),
  };
}

/** What a notification reads out, and whoever sees no blocks. */
export function summary(text: string): string {
  return clip(text, limits.text);
}

/**
 * Keeps whole blocks from the top and says what was left out, rather than have Slack refuse all. The buttons at the foot of a
 * message stay: they are what it is for.
 */
export function keepTo(
  blocks: KnownBlock[],
  surface: 'message' | 'home',
  left: string,
): KnownBlock[] {
  if (surface === 'home') {
    const most = limits.homeBlocks;
    return blocks.length <= most ? blocks : [...blocks.slice(0, most - 1), context(left)];
  }
  if (blocks.length <= limits.blocks && charactersIn(blocks) <= limits.characters) return blocks;
  const last = blocks.slice(-3);
  const buttons = last.findIndex(({ type }) => type === 'actions');
  const foot = buttons < 0 ? [] : last.slice(buttons);
  const end = [context(left), ...foot];
  const body = blocks.slice(0, Math.min(blocks.length - foot.length, limits.blocks - end.length));
  const room = limits.characters - charactersIn(end);
  const over = body.findIndex((_, nth) => charactersIn(body.slice(0, nth + 1)) > room);
  return [...(over < 0 ? body : body.slice(0, over)), ...end];
}

/** Slack counts the words of all blocks of a message together. */
function charactersIn(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  const own = 'text' in part && typeof part.text === 'string' ? part.text.length : 0;
  return Object.values(part).reduce<number>((sum, inner) => sum + charactersIn(inner), own);
}
