type Fields = { type: string; [field: string]: unknown };

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const anOption = (value: string) => ({ text: plain(value), value });
export const aSection = (more: object = {}): Fields => ({
  type: 'section',
  text: mrkdwn('Acme'),
  ...more,
});
export const aButton = (more: object = {}): Fields => ({
  type: 'button',
  text: plain('Approve'),
  ...more,
});
export const anInput = (element: Fields, more: object = {}): Fields => ({
  type: 'input',
  label: plain('Why'),
  element,
  ...more,
});
export const actions = (...elements: Fields[]): Fields => ({ type: 'actions', elements });

const image = { image_url: 'https://x.example/a.png', alt_text: 'A map' };
const richText = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Acme' }] }],
};
const cell = (text: string) => ({ type: 'raw_text', text });

/** A good block of every kind, on a surface that shows it. */
export const goodBlocks: Record<string, { surface: 'message' | 'modal'; block: Fields }> = {
  actions: { surface: 'message', block: actions(aButton()) },
  alert: { surface: 'modal', block: { type: 'alert', text: plain('Careful'), level: 'info' } },
  card: { surface: 'message', block: { type: 'card', title: mrkdwn('Acme') } },
  carousel: {
    surface: 'message',
    block: { type: 'carousel', elements: [{ type: 'card', title: mrkdwn('Acme') }] },
  },
  container: {
    surface: 'message',
    block: { type: 'container', title: plain('More'), child_blocks: [aSection()] },
  },
  context: { surface: 'message', block: { type: 'context', elements: [mrkdwn('by Ada')] } },
  context_actions: {
    surface: 'message',
    block: {
      type: 'context_actions',
      elements: [{ type: 'icon_button', icon: 'trash', text: plain('Delete') }],
    },
  },
  data_table: {
    surface: 'message',
    block: {
      type: 'data_table',
      caption: 'Accounts',
      rows: [
        [cell('Name'), cell('Deals')],
        [cell('Acme'), { type: 'raw_number', value: 3, text: '3' }],
      ],
    },
  },
  data_visualization: {
    surface: 'message',
    block: {
      type: 'data_visualization',
      title: 'Accounts per rep',
      chart: {
        type: 'bar',
        series: [{ name: 'Accounts', data: [{ label: 'Ada', value: 3 }] }],
        axis_config: { categories: ['Ada'] },
      },
    },
  },
  divider: { surface: 'message', block: { type: 'divider' } },
  header: { surface: 'message', block: { type: 'header', text: plain('Acme') } },
  image: { surface: 'message', block: { type: 'image', ...image } },
  input: { surface: 'modal', block: anInput({ type: 'plain_text_input' }) },
  markdown: { surface: 'message', block: { type: 'markdown', text: '# Acme' } },
  plan: { surface: 'message', block: { type: 'plan', title: 'Realign' } },
  rich_text: { surface: 'message', block: richText },
  section: { surface: 'message', block: aSection() },
  table: { surface: 'message', block: { type: 'table', rows: [[cell('Acme')]] } },
  task_card: { surface: 'message', block: { type: 'task_card', task_id: '1', title: 'Write' } },
  video: {
    surface: 'message',
    block: {
      type: 'video',
      title: plain('Tour'),
      alt_text: 'A tour',
      video_url: 'https://x.example/v',
      thumbnail_url: 'https://x.example/t.png',
    },
  },
};

const options = [anOption('a'), anOption('b')];

/** A good element of every kind, in a block that may hold it. */
export const goodElements: Record<string, Fields> = {
  button: actions(aButton({ style: 'primary', value: '1' })),
  checkboxes: actions({ type: 'checkboxes', options, initial_options: [anOption('a')] }),
  datepicker: actions({ type: 'datepicker', initial_date: '2026-11-21' }),
  datetimepicker: actions({ type: 'datetimepicker', initial_date_time: 1_795_000_000 }),
  timepicker: actions({ type: 'timepicker', initial_time: '09:30', timezone: 'Europe/Berlin' }),
  email_text_input: anInput({ type: 'email_text_input' }),
  url_text_input: anInput({ type: 'url_text_input' }),
  number_input: anInput({
    ...{ type: 'number_input', is_decimal_allowed: false },
    ...{ min_value: '1', max_value: '9' },
  }),
  plain_text_input: anInput({ type: 'plain_text_input', multiline: true, max_length: 200 }),
  rich_text_input: anInput({ type: 'rich_text_input', action_id: 'why' }),
  file_input: anInput({ type: 'file_input', max_files: 1 }),
  radio_buttons: actions({ type: 'radio_buttons', options, initial_option: anOption('b') }),
  overflow: actions({ type: 'overflow', options }),
  image: aSection({ accessory: { type: 'image', ...image } }),
  static_select: actions({ type: 'static_select', options, placeholder: plain('Pick') }),
  external_select: actions({ type: 'external_select', min_query_length: 2 }),
  users_select: actions({ type: 'users_select', initial_user: 'U1ADA' }),
  conversations_select: actions({ type: 'conversations_select', filter: { include: ['im'] } }),
  channels_select: actions({ type: 'channels_select', initial_channel: 'C1' }),
  multi_static_select: actions({
    type: 'multi_static_select',
    option_groups: [{ label: plain('North'), options }],
  }),
  multi_external_select: actions({ type: 'multi_external_select' }),
  multi_users_select: actions({ type: 'multi_users_select', max_selected_items: 2 }),
  multi_conversations_select: actions({ type: 'multi_conversations_select' }),
  multi_channels_select: actions({ type: 'multi_channels_select' }),
  workflow_button: actions({
    ...{ type: 'workflow_button', text: plain('Start'), action_id: 'start' },
    workflow: { trigger: { url: 'https://slack.com/shortcuts/Ft1/x' } },
  }),
  feedback_buttons: {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        positive_button: { text: plain('Good'), value: 'good' },
        negative_button: { text: plain('Bad'), value: 'bad' },
      },
    ],
  },
  icon_button: {
    type: 'context_actions',
    elements: [{ type: 'icon_button', icon: 'trash', text: plain('Delete') }],
  },
  url: {
    ...{ type: 'task_card', task_id: '1', title: 'Write' },
    sources: [{ type: 'url', url: 'https://x.example', text: 'Source' }],
  },
};

export const aModal = (more: object = {}) => ({
  ...{ type: 'modal', title: plain('Dispute'), submit: plain('File') },
  blocks: [anInput({ type: 'plain_text_input', action_id: 'why' }, { block_id: 'why' })],
  ...more,
});
