import { leafShapes } from './limits.ts';
import { error, isFields, type Problem, written } from './problem.ts';

/** The words, links, mentions and emoji of rich text. */
export function checkLeaf(value: unknown, pointer: string): Problem[] {
  if (!isFields(value)) return [error(pointer, 'must provide an object')];
  const type = written(value.type);
  const shape = leafShapes[type];
  if (!shape) return [error(pointer, `unsupported type: ${type || '(none)'}`)];
  return [
    ...shape.required
      .filter((name) => value[name] === undefined)
      .map((name) => error(pointer, `missing required field: ${name}`)),
    ...(value.text === '' ? [error(`${pointer}/text`, 'must be more than 0 characters')] : []),
  ];
}
