import type { ConfirmationDialog } from '@slack/types';
import { Text } from '../blocks/text.tsx';
import { Dialog } from '../dialog.tsx';

export function Confirm(props: {
  confirm: ConfirmationDialog;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { title, text, confirm, deny, style } = props.confirm;
  return (
    <Dialog label={title?.text ?? 'Are you sure?'} class="confirm" onClose={props.onClose}>
      <h2>{title?.text ?? 'Are you sure?'}</h2>
      <p>
        <Text of={text} />
      </p>
      <footer>
        <button type="button" class="button" onClick={props.onClose}>
          {deny?.text ?? 'Cancel'}
        </button>
        <button
          type="button"
          class={`button ${style === 'danger' ? 'danger-full' : 'primary'}`}
          onClick={props.onConfirm}
        >
          {confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
