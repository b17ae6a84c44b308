import type { AlertBlock } from '@slack/types';
import { Icon, type IconName } from '../icon.tsx';
import { Text } from './text.tsx';

const looks: Record<NonNullable<AlertBlock['level']>, { icon: IconName; word: string }> = {
  default: { icon: 'info', word: 'Note' },
  info: { icon: 'info', word: 'Info' },
  warning: { icon: 'warning', word: 'Warning' },
  error: { icon: 'warning', word: 'Error' },
  success: { icon: 'check', word: 'Success' },
};

export function Alert({ block }: { block: AlertBlock }) {
  const { icon, word } = looks[block.level ?? 'default'];
  return (
    <section class={`alert ${block.level ?? 'default'}`} aria-label={word}>
      <Icon name={icon} />
      <div>
        <Text of={block.text} />
      </div>
    </section>
  );
}
