import type * as slack from '@slack/types';
import { useState } from 'preact/hooks';
import { upload } from '../api.ts';
import { useSession } from '../session.ts';
import type { ElementProps } from './element.tsx';
import { chosenIn } from './values.ts';

/** Each file is uploaded when it is chosen, as in Slack: the submission only names it. */
export function FileInput(props: ElementProps<slack.FileInput>) {
  const { element, value } = props;
  const { me } = useSession().model.state;
  const [state, setState] = useState('');
  const take = async (files: File[]) => {
    setState('Uploading…');
    const taken = await Promise.all(files.map((file) => upload(me.id, file)));
    const stored = taken.filter((file) => file !== undefined);
    setState(stored.length < files.length ? 'Not uploaded: files may have up to 10 MB.' : '');
    props.choose(chosenIn('file_input', stored));
  };
  return (
    <>
      <input
        type="file"
        class="file-input"
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props.describedBy}
        multiple={(element.max_files ?? 10) > 1}
        accept={element.filetypes?.map((type) => `.${type}`).join()}
        onChange={({ currentTarget }) => void take([...(currentTarget.files ?? [])])}
      />
      <p class="hint" role="status">
        {state || namesIn(value.files)}
        {!state && namesIn(value.files) && (
          <button type="button" onClick={() => props.choose(chosenIn('file_input', []))}>
            Remove
          </button>
        )}
      </p>
    </>
  );
}

function namesIn(files: unknown): string {
  const names = Array.isArray(files) ? files.map(({ name }: { name?: string }) => name) : [];
  return names.length > 0 ? `Attached: ${names.join(', ')} ` : '';
}
