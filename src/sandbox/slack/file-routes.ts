import type { IncomingMessage, ServerResponse } from 'node:http';
import { type StoredFile, storeUpload } from './files.ts';
import { readBody, sendText } from './http.ts';
import { hasScope } from './web-api/scopes.ts';
import type { World } from './world.ts';

export function answerFile(world: World, id: string, res: ServerResponse): void {
  const file = world.files.get(id);
  if (file?.completed) sendFile(file, res);
  else sendText(res, 404, 'Not found');
}

/** The bot's way to the bytes: without its token, and the scope, there is a page to sign in at, as in Slack. */
export function answerPrivateFile(
  world: World,
  place: string,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const file = world.files.get(place.split('-').at(-1) ?? '');
  const isKnown = req.headers.authorization === `Bearer ${world.app.botToken}`;
  if (!isKnown || !hasScope(world, 'files:read')) {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.end('<!DOCTYPE html><title>Sign in</title><p>Sign in to see this file.');
  } else if (file?.completed) sendFile(file, res);
  else sendText(res, 404, 'Not found');
}

function sendFile(file: StoredFile, res: ServerResponse): void {
  // Only pictures are shown in place: what a file says must not run as a page of this origin.
  const shown = /^image\/(png|jpeg|gif)$/.test(file.mimetype) ? 'inline' : 'attachment';
  res.writeHead(200, {
    'content-type': file.mimetype,
    'content-length': file.bytes.length,
    'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  });
  res.end(file.bytes);
}

export async function answerUpload(
  world: World,
  token: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const bytes = await uploadedBytes(req);
  if (!storeUpload(world, token, bytes)) return sendText(res, 400, 'The upload does not fit.');
  sendText(res, 200, `OK - ${bytes.length}`);
}

/** Clients send the bytes bare, or as the one file of a form. */
async function uploadedBytes(req: IncomingMessage): Promise<Buffer> {
  const type = req.headers['content-type'] ?? '';
  const body = await readBody(req);
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData();
  for (const part of form.values()) {
    const bytes = typeof part === 'string' ? part : await part.arrayBuffer();
    return typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes);
  }
  return Buffer.alloc(0);
}
