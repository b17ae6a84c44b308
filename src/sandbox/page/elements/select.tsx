import type * as slack from '@slack/types';
import { useState } from 'preact/hooks';
import { useDirectory } from '../directory.ts';
import { chosenChoices } from './choices.ts';
import { Combobox } from './combobox.tsx';
import type { ElementProps } from './element.tsx';
import { useTypeahead } from './typeahead.ts';
import { chosenIn, fieldOf } from './values.ts';

export function Select(props: ElementProps<slack.Select>) {
  const { element } = props;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const directory = useDirectory();
  const typeahead = useTypeahead(props.blockId, element, query, open);
  const value = props.value[fieldOf(element.type)];
  const [chosen] = chosenChoices(value ? [value] : [], typeahead.choices, directory);
  return (
    <Combobox
      id={props.id}
      describedBy={props.describedBy}
      label={props.label}
      placeholder={element.placeholder?.text ?? 'Choose an option'}
      shown={chosen?.label ?? ''}
      chosenKeys={chosen ? [chosen.key] : []}
      pending={props.pending}
      open={open}
      query={query}
      typeahead={typeahead}
      onQuery={setQuery}
      onOpen={(next) => {
        if (!next) setQuery('');
        setOpen(next);
      }}
      onChoose={(choice) => {
        setOpen(false);
        setQuery('');
        props.choose(chosenIn(element.type, choice.chosen));
      }}
    />
  );
}
