import { checkLeaf } from './leafs.ts';
import {
  type ArrayField,
  blockShapes,
  chartShape,
  compositionShapes,
  elementShapes,
  type Field,
  richTextShapes,
  type Shape,
  type Surface,
} from './limits.ts';
import { error, type Fields, isFields, type Problem, warning, written } from './problem.ts';
import { checkNumber, checkString, checkText } from './scalars.ts';

/** Where a value stands: on which surface, in which block, under which of its fields. */
export type Place = { surface: Surface; pointer: string; block: string; field: string };

export function checkShape(value: unknown, shape: Shape, place: Place): Problem[] {
  if (value === null && shape.nullable) return [];
  if (!isFields(value)) return [error(place.pointer, 'must provide an object')];
  return [
    ...checkPresence(value, shape, place.pointer),
    ...Object.entries(value).flatMap(([name, given]) => {
      const field = shape.fields[name];
      const pointer = `${place.pointer}/${name}`;
      if (name === 'type' || given === undefined) return [];
      if (!field) return [error(place.pointer, `invalid additional property: ${name}`)];
      return checkField(given, field, { ...place, pointer, field: name });
    }),
  ];
}

function checkPresence(value: Fields, shape: Shape, pointer: string): Problem[] {
  const has = (name: string) => value[name] !== undefined;
  const missing = (name: string) => error(pointer, `missing required field: ${name}`);
  const words = (group: string[]) => group.join(', ');
  const given = Object.keys(value).filter((name) => name !== 'type' && has(name));
  return [
    ...shape.required.filter((name) => !has(name)).map(missing),
    ...shape.forbidden.filter(has).map((name) => error(pointer, `${name} is not allowed here`)),
    ...shape.anyRequired
      .filter((group) => !group.some(has))
      .map((group) => error(pointer, `needs at least one of: ${words(group)}`)),
    ...shape.exactlyOne
      .filter((group) => group.filter(has).length !== 1)
      .map((group) => error(pointer, `needs exactly one of: ${words(group)}`)),
    ...shape.exclusive
      .filter((group) => group.filter(has).length > 1)
      .map((group) => error(pointer, `allows only one of: ${words(group)}`)),
    ...Object.entries(shape.requires)
      .filter(([name, other]) => value[name] === true && !meets(value, other))
      .map(([name, other]) => error(pointer, `${name} needs ${other}`)),
    ...(given.length < shape.minProperties ? [error(pointer, 'must not be empty')] : []),
  ];
}

/** "other" asks for a field, "other=value" for a value of it. */
function meets(value: Fields, demand: string): boolean {
  const [name = '', wanted] = demand.split('=');
  return wanted === undefined ? value[name] !== undefined : written(value[name]) === wanted;
}

function checkField(value: unknown, field: Field, place: Place): Problem[] {
  const { pointer } = place;
  switch (field.kind) {
    case 'any':
      return [];
    case 'text':
      return checkText(value, field, pointer);
    case 'string':
      return checkString(value, field, pointer);
    case 'integer':
    case 'number':
      return checkNumber(value, field, pointer);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [error(pointer, 'must provide a boolean')];
    case 'enum':
      return typeof value === 'string' && field.values.includes(value)
        ? []
        : [error(pointer, `must be one of: ${field.values.join(', ')}`)];
    case 'array':
      return checkArray(value, field, place);
    case 'ref':
      return checkRef(value, field.ref, place);
    case 'oneOf':
      return checkOneOf(value, field.of, place);
  }
}

function checkArray(value: unknown, field: ArrayField, place: Place): Problem[] {
  const { pointer } = place;
  if (!Array.isArray(value)) return [error(pointer, 'must provide an array')];
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY, safe = maxItems } = field;
  const problems: Problem[] = [];
  if (value.length < minItems) problems.push(error(pointer, `needs at least ${minItems} items`));
  if (value.length > maxItems)
    problems.push(error(pointer, `no more than ${maxItems} items allowed`));
  else if (value.length > safe) problems.push(warning(pointer, `may fail above ${safe} items`));
  if (field.unique && new Set(value.map((item) => JSON.stringify(item))).size < value.length) {
    problems.push(error(pointer, 'items must be unique'));
  }
  const checkItem = (item: unknown, index: number) => {
    const at = { ...place, pointer: `${pointer}/${index}` };
    return typeof items === 'string' ? checkRef(item, items, at) : checkField(item, items, at);
  };
  return [...problems, ...value.flatMap(checkItem)];
}

function checkRef(value: unknown, ref: string, place: Place): Problem[] {
  const type = isFields(value) ? written(value.type) : '';
  switch (ref) {
    case '$block':
      return checkBlock(value, place);
    case '$childBlock':
      return checkChild(value, place);
    case '$element':
      return checkElement(value, type, place);
    case '$contextElement':
      return type === 'image' ? checkElement(value, type, place) : checkWords(value, place);
    case '$richText':
      return richTextShapes[type]
        ? checkShape(value, richTextShapes[type], place)
        : [unsupported(type, place)];
    case '$leaf':
      return checkLeaf(value, place.pointer);
    case 'chart':
      return checkChart(value, type, place);
    default:
      return checkNamed(value, ref, place);
  }
}

/** A part known by its name: a composition object, else the element or block so called. */
function checkNamed(value: unknown, name: string, place: Place): Problem[] {
  const composition = compositionShapes[name];
  if (composition) return checkShape(value, composition, place);
  const type = isFields(value) ? value.type : undefined;
  const rich = richTextShapes[name];
  if (type !== name) return [error(`${place.pointer}/type`, `must be one of: ${name}`)];
  if (elementShapes[name]) return checkElement(value, name, place);
  return rich ? checkShape(value, rich, place) : checkBlock(value, place);
}

function checkOneOf(value: unknown, of: string[], place: Place): Problem[] {
  const type = isFields(value) ? written(value.type) : '';
  return of.includes(type) ? checkNamed(value, type, place) : [unsupported(type, place)];
}

function checkWords(value: unknown, place: Place): Problem[] {
  return checkText(value, { kind: 'text', textTypes: ['plain_text', 'mrkdwn'] }, place.pointer);
}

function checkChart(value: unknown, type: string, place: Place): Problem[] {
  const shape = chartShape(type);
  return shape ? checkShape(value, shape, place) : [unsupported(type, place)];
}

export function checkBlock(value: unknown, place: Place): Problem[] {
  const type = isFields(value) ? written(value.type) : '';
  const shape = blockShapes[type];
  if (!shape) return [unsupported(type, place)];
  return [
    ...(shape.inboundOnly ? [error(place.pointer, `a ${type} block cannot be sent`)] : []),
    ...checkSurface(type, shape, place),
    ...checkShape(value, shape, { ...place, block: type }),
  ];
}

function checkChild(value: unknown, place: Place): Problem[] {
  const type = isFields(value) ? written(value.type) : '';
  const allowed = blockShapes[place.block]?.childBlocks ?? [];
  if (!allowed.includes(type)) {
    return [error(place.pointer, `a ${type} block is not allowed in a ${place.block}`)];
  }
  return checkBlock(value, place);
}

function checkElement(value: unknown, type: string, place: Place): Problem[] {
  const shape = elementShapes[type];
  if (!shape) return [unsupported(type, place)];
  const homes = [place.block, `${place.block}.${place.field}`];
  const stray = shape.allowedIn && !shape.allowedIn.some((home) => homes.includes(home));
  return [
    ...(stray ? [error(place.pointer, `${type} is not allowed in ${homes[1]}`)] : []),
    ...checkSurface(type, shape, place),
    ...checkShape(value, shape, place),
  ];
}

function checkSurface(type: string, shape: Shape, place: Place): Problem[] {
  const { surface, pointer } = place;
  if (shape.surfacesUncertain?.includes(surface)) {
    return [warning(pointer, `${type} may not work on a ${surface}`)];
  }
  if (shape.surfaces && !shape.surfaces.includes(surface)) {
    return [error(pointer, `${type} is not allowed on a ${surface}`)];
  }
  if (shape.surfacesObserved && !shape.surfacesObserved.includes(surface)) {
    return [warning(pointer, `${type} was seen to fail on a ${surface}`)];
  }
  return [];
}

function unsupported(type: string, place: Place): Problem {
  return error(place.pointer, `unsupported type: ${type || '(none)'}`);
}
