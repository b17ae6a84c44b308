import { Icon } from './icon.tsx';

/** Slack's warning line: something was asked and did not happen. */
export function Problem({ text }: { text: string | undefined }) {
  return (
    <div role="alert" class="problem-place">
      {text && (
        <p class="problem">
          <Icon name="warning" /> {text}
        </p>
      )}
    </div>
  );
}
