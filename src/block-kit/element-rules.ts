import { isDeepStrictEqual } from 'node:util';
import type { Surface } from './limits.ts';
import { error, type Fields, isFields, type Problem, warning } from './problem.ts';
import { type Part, partsOf } from './tree.ts';

/** Rules between the fields of one element, or between an element and its block. */
export function checkElements(blocks: unknown, surface: Surface, pointer: string): Problem[] {
  const parts = partsOf(blocks, pointer);
  return parts.flatMap((part) => [
    ...uniqueValues(part),
    ...initialAmongOptions(part),
    ...ordered(part),
    ...inputRules(part, surface),
    ...onePrimary(part),
  ]);
}

function optionsOf(fields: Fields): Fields[] {
  const groups = Array.isArray(fields.option_groups) ? fields.option_groups : [];
  const inGroups = groups.filter(isFields).map((group) => group.options);
  return [fields.options, ...inGroups].flat().filter(isFields);
}

function uniqueValues({ fields, pointer }: Part): Problem[] {
  const values = optionsOf(fields).map((option) => option.value);
  const twice = values.filter((value, index) => values.indexOf(value) < index);
  return [...new Set(twice)].map((value) =>
    error(`${pointer}/options`, `option value "${value}" is used twice`),
  );
}

function initialAmongOptions({ fields, pointer }: Part): Problem[] {
  const options = optionsOf(fields);
  if (options.length === 0) return [];
  return ['initial_option', 'initial_options'].flatMap((name) =>
    [fields[name]]
      .flat()
      .filter((initial) => initial !== undefined)
      .filter((initial) => !options.some((option) => isDeepStrictEqual(option, initial)))
      .map(() => error(`${pointer}/${name}`, 'must be one of the options, exactly')),
  );
}

const pairs = [
  ['min_value', 'max_value'],
  ['min_length', 'max_length'],
  ['min_lines', 'max_lines'],
] as const;

function ordered({ fields, pointer }: Part): Problem[] {
  return pairs
    .filter(([low, high]) => Number(fields[low]) > Number(fields[high]))
    .map(([low, high]) => error(`${pointer}/${low}`, `must not be more than ${high}`));
}

function inputRules({ type, fields, pointer }: Part, surface: Surface): Problem[] {
  if (type === 'input') {
    const element = fields.element;
    const upload = isFields(element) && element.type === 'file_input';
    const dispatches = fields.dispatch_action === true;
    return upload && dispatches ? [error(pointer, 'file_input cannot dispatch actions')] : [];
  }
  const repliesElsewhere = fields.response_url_enabled === true;
  const inInput = surface === 'modal' && pointer.endsWith('/element');
  return repliesElsewhere && !inInput
    ? [error(pointer, 'response_url_enabled works only in an input block of a modal')]
    : [];
}

function onePrimary({ type, fields, pointer }: Part): Problem[] {
  if (type !== 'actions' || !Array.isArray(fields.elements)) return [];
  const primary = fields.elements.filter((each) => isFields(each) && each.style === 'primary');
  return primary.length > 1 ? [warning(pointer, 'more than one primary button')] : [];
}
