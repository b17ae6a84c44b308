import type * as slack from '@slack/types';
import type { ElementProps } from './element.tsx';
import { chosenIn, type Value } from './values.ts';

export function DatePicker(props: ElementProps<slack.Datepicker>) {
  return (
    <Picker
      {...props}
      kind="date"
      shown={String(props.value.selected_date ?? '')}
      read={(text) => chosenIn('datepicker', text || null)}
    />
  );
}

export function TimePicker(props: ElementProps<slack.Timepicker>) {
  return (
    <Picker
      {...props}
      kind="time"
      shown={String(props.value.selected_time ?? '')}
      read={(text) => chosenIn('timepicker', text || null)}
    />
  );
}

export function DateTimePicker(props: ElementProps<slack.DateTimepicker>) {
  const seconds = props.value.selected_date_time as number | null;
  return (
    <Picker
      {...props}
      kind="datetime-local"
      shown={seconds ? localDateTime(new Date(seconds * 1000)) : ''}
      read={(text) =>
        chosenIn('datetimepicker', text ? Math.floor(new Date(text).getTime() / 1000) : null)
      }
    />
  );
}

/** The browser's own pickers: they know the person's calendar and keyboard. */
function Picker(
  props: ElementProps<slack.Datepicker | slack.Timepicker | slack.DateTimepicker> & {
    kind: 'date' | 'time' | 'datetime-local';
    shown: string;
    read: (text: string) => Value;
  },
) {
  return (
    <span class={`picker ${props.pending ? 'pending' : ''}`}>
      <input
        type={props.kind}
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props.describedBy}
        value={props.shown}
        disabled={props.pending}
        onChange={({ currentTarget }) => props.choose(props.read(currentTarget.value))}
      />
    </span>
  );
}

function localDateTime(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
