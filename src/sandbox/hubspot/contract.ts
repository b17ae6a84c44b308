import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
import { amend } from './amendments.ts';
import type { Answer, Call } from './call.ts';
import { kindNamed } from './record.ts';

const folder = new URL('./openapi/', import.meta.url);

const json = z.object({ content: z.object({ 'application/json': z.unknown() }).optional() });
const operation = z.object({
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        schema: z.object({ type: z.string() }),
      }),
    )
    .default([]),
  requestBody: json.optional(),
  responses: z.record(z.string(), json),
});
const contractDocument = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

type Operation = z.infer<typeof operation> & {
  form: RegExp;
  method: string;
  /** Where its parts stand, for references into the document. */
  place: string;
};

/** What HubSpot's client and HubSpot may say to each other; each check names what is wrong. */
export type Contract = {
  flawOfRequest: (call: Call) => string | undefined;
  flawOfAnswer: (call: Call, answer: Answer) => string | undefined;
};

export const noContract: Contract = {
  flawOfRequest: () => undefined,
  flawOfAnswer: () => undefined,
};

export function readContract(): Contract {
  const ajv = createAjv();
  const operations = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const name = file.replace('.openapi.json', '');
      const read = amend(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      ajv.addSchema({ $id: name, ...read });
      return operationsOf(name, contractDocument.parse(read));
    });
  const compiled = new Map<string, ValidateFunction>();
  const flawOf = (pointer: string, body: unknown) => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
    compiled.set(pointer, validate);
    return validate(body) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'body' });
  };
  return {
    flawOfRequest: (call) => {
      const asked = operationOf(operations, call);
      if (!asked) return undefined;
      const flaw = flawOfQuery(asked, call.query);
      if (flaw || !asked.requestBody?.content) return flaw;
      return flawOf(schemaAt(`${asked.place}/requestBody`), call.body);
    },
    flawOfAnswer: (call, answer) => {
      const asked = operationOf(operations, call);
      if (!asked) return undefined;
      const status = statusIn(asked, call, answer);
      const promised = status === undefined ? undefined : asked.responses[status];
      if (!promised) return `status ${answer.status} is not foreseen`;
      if (promised.content) {
        return flawOf(schemaAt(`${asked.place}/responses/${status}`), answer.body);
      }
      return answer.body === undefined || call.dated ? undefined : 'it should have no body';
    },
  };
}

/** Formats that the documents use; what else they say of a schema is not for validation. */
function createAjv(): Ajv {
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
  const whole = (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 53;
  return new Ajv({
    strict: false,
    formats: { 'date-time': moment, int32: { type: 'number', validate: whole } },
  });
}

function operationsOf(name: string, { paths }: z.infer<typeof contractDocument>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) => {
    const plain = path.replace(/^\/crm\/v[34]\//, '').replace(/\{\w+\}/g, '[^/]+');
    const pointer = path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
    return Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      form: new RegExp(`^${plain}$`),
      method: method.toUpperCase(),
      place: `${name}#/paths/${pointer}/${method}`,
    }));
  });
}

/** The most particular one: `batch/read` before `{id}`. */
function operationOf(operations: Operation[], call: Call): Operation | undefined {
  const path = call.path.replace(/^objects\/([^/]+)/, (whole, name) => {
    const kind = kindNamed(name);
    return kind ? `objects/${kind}` : whole;
  });
  const fitting = operations.filter(
    ({ method, form }) => method === call.method && form.test(path),
  );
  const stars = ({ form }: Operation) => form.source.split('[^/]+').length;
  return fitting.sort((one, other) => stars(one) - stars(other))[0];
}

const readings: Record<string, RegExp> = { integer: /^\d+$/, boolean: /^(?:true|false)$/ };

function flawOfQuery({ parameters }: Operation, query: URLSearchParams): string | undefined {
  for (const { name, in: place, required, schema } of parameters) {
    if (place !== 'query') continue;
    const value = query.get(name);
    if (value === null && required) return `${name} is required`;
    if (value !== null && readings[schema.type]?.test(value) === false) {
      return `${name} must be ${schema.type}, not ${value}`;
    }
  }
  return undefined;
}

/** Dated paths say 200 where the older ones say 201, 204 or 207. */
function statusIn(
  { responses }: Operation,
  { dated }: Call,
  { status, body }: Answer,
): string | undefined {
  if (status >= 400) return 'default';
  const partial = Object(body).errors !== undefined;
  if (dated && status === 200 && partial && '207' in responses) return '207';
  if (String(status) in responses) return String(status);
  return dated ? Object.keys(responses).find((one) => one === '201' || one === '204') : undefined;
}

function schemaAt(place: string): string {
  return `${place}/content/application~1json/schema`;
}
