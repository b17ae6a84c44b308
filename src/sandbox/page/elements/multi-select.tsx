import type * as slack from '@slack/types';
import { useState } from 'preact/hooks';
import { useDirectory } from '../directory.ts';
import { Icon } from '../icon.tsx';
import { type Choice, chosenChoices } from './choices.ts';
import { Combobox } from './combobox.tsx';
import type { ElementProps } from './element.tsx';
import { useTypeahead } from './typeahead.ts';
import { chosenIn, fieldOf } from './values.ts';

export function MultiSelect(props: ElementProps<slack.MultiSelect>) {
  const { element } = props;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const directory = useDirectory();
  const typeahead = useTypeahead(props.blockId, element, query, open);
  const value = (props.value[fieldOf(element.type)] ?? []) as unknown[];
  const chosen = chosenChoices(value, typeahead.choices, directory);
  const isFull = chosen.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const choose = (choices: Choice[]) =>
    props.choose(
      chosenIn(
        element.type,
        choices.map((choice) => choice.chosen),
      ),
    );
  const drop = (gone: Choice) => choose(chosen.filter(({ key }) => key !== gone.key));
  return (
    <Combobox
      id={props.id}
      describedBy={props.describedBy}
      label={props.label}
      placeholder={chosen.length > 0 ? '' : (element.placeholder?.text ?? 'Choose options')}
      shown=""
      chosenKeys={chosen.map(({ key }) => key)}
      pending={props.pending}
      multiple
      open={open}
      query={query}
      typeahead={isFull ? full(chosen, query) : typeahead}
      onQuery={setQuery}
      onOpen={setOpen}
      onBackspace={() => choose(chosen.slice(0, -1))}
      onChoose={(choice) => {
        setQuery('');
        if (chosen.some(({ key }) => key === choice.key)) drop(choice);
        else choose([...chosen, choice]);
      }}
    >
      <Chips choices={chosen} drop={drop} />
    </Combobox>
  );
}

function full(chosen: Choice[], query: string) {
  return { choices: query ? [] : chosen, note: 'No more can be chosen' };
}

function Chips({ choices, drop }: { choices: Choice[]; drop: (choice: Choice) => void }) {
  return (
    <>
      {choices.map((choice) => (
        <span class="chip" key={choice.key}>
          {choice.label}
          <button type="button" aria-label={`Remove ${choice.label}`} onClick={() => drop(choice)}>
            <Icon name="close" />
          </button>
        </span>
      ))}
    </>
  );
}
