import type { IncomingMessage, ServerResponse } from 'node:http';
import { build } from 'esbuild';

export type Page = {
  /** Answers the page's own addresses; false for all others, which are left untouched. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
};

type Asset = { type: string; body: string | Uint8Array };

/** Everything comes from here: no other host, no inline script, no frame around it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const icon = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
  '<rect width="32" height="32" rx="8" fill="#33244a"/>',
  '<path d="M7 8h18v16H7zM7 17h9M16 8v16M16 13h9" fill="none" stroke="#7fd6b0" stroke-width="2.4"/>',
  '</svg>',
].join('');

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cadastre sandbox</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/page.js"></script>
</head>
<body></body>
</html>
`;

export async function createPage(): Promise<Page> {
  const assets = new Map<string, Asset>([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ['/assets/icon.svg', { type: 'image/svg+xml', body: icon }],
    ...(await bundle()),
  ]);
  return {
    async handle(request, response) {
      const path = new URL(request.url ?? '/', 'http://page').pathname;
      const asset = assets.get(path);
      if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      response.writeHead(200, headersFor(asset));
      response.end(request.method === 'HEAD' ? undefined : asset.body);
      return true;
    },
  };
}

function headersFor(asset: Asset) {
  return {
    'content-type': asset.type,
    'content-length': Buffer.byteLength(asset.body),
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // The next start of the sandbox may bundle another page.
    'cache-control': 'no-cache',
  };
}

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

async function bundle(): Promise<[string, Asset][]> {
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: [
      { in: 'main.tsx', out: 'page' },
      { in: 'styles/page.css', out: 'page' },
    ],
    outdir: 'assets',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  return outputFiles.map(({ path, contents }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return [`/assets/${name}`, { type, body: contents }];
  });
}
