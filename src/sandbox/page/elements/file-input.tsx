import type * as slack from '@slack/types';
import type { ElementProps } from './element.tsx';
import { chosenIn } from './values.ts';

/** The files are named to the bot, not carried: the page has no way to upload them. */
export function FileInput(props: ElementProps<slack.FileInput>) {
  const { element } = props;
  return (
    <input
      type="file"
      class="file-input"
      id={props.id}
      aria-label={props.id ? undefined : props.label}
      aria-describedby={props.describedBy}
      multiple={(element.max_files ?? 10) > 1}
      accept={element.filetypes?.map((type) => `.${type}`).join()}
      onChange={({ currentTarget }) =>
        props.choose(chosenIn('file_input', [...(currentTarget.files ?? [])].map(described)))
      }
    />
  );
}

function described(file: File) {
  return { id: '', name: file.name, title: file.name, mimetype: file.type, size: file.size };
}
