import { once } from 'node:events';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';

const DOWNLOAD_MS = 20_000;
const UPLOAD_MS = 120_000;

const described = z.object({
  name: z.string().default('The file'),
  size: z.number(),
  url_private_download: z.url(),
});

/** The text of a file that somebody gave us in a window. */
export async function fetchText(
  client: WebClient,
  fileId: string,
  mostBytes: number,
): Promise<string> {
  // Slack's own word on where the file is: our token goes nowhere else.
  const { file } = await client.files.info({ file: fileId });
  const { name, size, url_private_download: url } = described.parse(file);
  if (size > mostBytes) {
    throw new Refusal({ kind: 'file-too-large', name, bytes: size, most: mostBytes });
  }
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${client.token}` },
    signal: AbortSignal.timeout(DOWNLOAD_MS),
  });
  const type = response.headers.get('content-type') ?? '';
  // Whom Slack does not know, it shows a page to sign in at.
  if (!response.ok || type.startsWith('text/html')) {
    throw new Error(
      `Slack did not hand the file over (${response.status} ${type}): is files:read granted?`,
    );
  }
  return decode(name, await response.arrayBuffer());
}

function decode(name: string, bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal({ kind: 'no-text-file', name });
  }
}

const linkable = z.object({ name: z.string().default('A file'), permalink: z.url() });

/** Where files are found that somebody gave us in a window; their bytes stay where they are. */
export function linksTo(
  client: WebClient,
  fileIds: readonly string[],
): Promise<{ name: string; link: string }[]> {
  return Promise.all(
    fileIds.map(async (id) => {
      const { name, permalink } = linkable.parse((await client.files.info({ file: id })).file);
      return { name, link: permalink };
    }),
  );
}

type Text = { name: string; title: string; text: string };

/** Puts a text into a conversation as a file. */
export async function shareText(
  client: WebClient,
  channel: string,
  { text, ...file }: Text,
): Promise<void> {
  await share(client, channel, { ...file, body: new Blob([text]) });
}

type Bytes = { name: string; title: string; bytes: Uint8Array<ArrayBuffer> };

export async function shareBytes(
  client: WebClient,
  channel: string,
  { bytes, ...file }: Bytes,
): Promise<void> {
  await share(client, channel, { ...file, body: new Blob([bytes]) });
}

type Written = { name: string; title: string; write: (take: Take) => Promise<unknown> };
type Take = (text: string) => Promise<void>;

/** The same of a text of any length, by way of the disk: Slack wants to know the length beforehand. */
export async function shareWritten(
  client: WebClient,
  channel: string,
  { write, ...file }: Written,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'cadastre-file-'));
  const path = join(home, file.name);
  try {
    const stream = createWriteStream(path);
    await write(async (text) => {
      if (!stream.write(text)) await once(stream, 'drain');
    });
    stream.end();
    await once(stream, 'finish');
    await share(client, channel, { ...file, body: await openAsBlob(path) });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function share(
  client: WebClient,
  channel: string,
  { name, title, body }: { name: string; title: string; body: Blob },
): Promise<void> {
  const promise = await client.files.getUploadURLExternal({ filename: name, length: body.size });
  const { upload_url: url = '', file_id: id = '' } = promise;
  const sent = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(UPLOAD_MS) });
  if (!sent.ok) throw new Error(`Slack did not take the file: ${sent.status}`);
  await client.files.completeUploadExternal({ files: [{ id, title }], channel_id: channel });
}
