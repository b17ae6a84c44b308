import type { Author } from './shelf.ts';

/** A request after its path was told in one way, whichever API version it came by. */
export type Call = {
  method: string;
  /** `objects/companies/batch/read` for both /crm/v3/objects/… and /crm/objects/2026-09/…. */
  path: string;
  /** Dated paths fold 207 into 200 and answer 200 where v3 and v4 say 201 or 204. */
  dated: boolean;
  query: URLSearchParams;
  /** Where the caller found the server: `127.0.0.1:4000`. */
  host: string;
  /** The app whose token came with it; its writes carry this. */
  author: Author;
  /** The first input of a batch is to fail alone. */
  partial: boolean;
  body: unknown;
};

export type Answer = { status: number; body?: unknown; html?: string };

const date = String.raw`\d{4}-\d{2}(?:-beta)?`;
const dialects: [RegExp, string][] = [
  [new RegExp(`^/crm/(objects|associations|owners|properties|pipelines)/${date}(?=/|$)`), '$1'],
  [/^\/crm\/v[34]\/(objects|associations|owners|properties|pipelines)(?=\/|$)/, '$1'],
  [new RegExp(`^/settings/(?:users/(?:${date})|(?:${date})/users)(?=/|$)`), 'users'],
  [/^\/settings\/(?:v3\/users|users\/v3)(?=\/|$)/, 'users'],
  [new RegExp(`^/account-info/(?:v3|${date})(?=/|$)`), 'account-info'],
];

const datedPath = new RegExp(`/${date}(?:/|$)`);

export function tellPath(pathname: string): { path: string; dated: boolean } | undefined {
  for (const [form, plain] of dialects) {
    if (form.test(pathname)) {
      const path = pathname.replace(form, plain).replace(/\/+$/, '');
      return { path, dated: datedPath.test(pathname) };
    }
  }
  return undefined;
}
