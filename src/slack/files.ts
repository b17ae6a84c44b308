import { once } from 'node:events';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import { unless } from './web-answers.ts';

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
  return decode(name, await (await download(client, url)).arrayBuffer());
}

async function download(client: WebClient, url: string): Promise<Response> {
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
  return response;
}

function decode(name: string, bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal({ kind: 'no-text-file', name });
  }
}

const brought = described.extend({ name: z.string().default('file') });
const linkable = z.object({ name: z.string().default('file'), permalink: z.url() });
/** Slack's answers about a file that is no more, or that is not for the bot. */
const FILE_GONE = ['file_not_found', 'file_deleted', 'access_denied'];

/**
 * A copy of the bot's own, with its link. Slack's documentation does not say who but the uploader and the app may open a file from a
 * window, nor whether the app may pass it on. It is known that a file is private until it is shared, and that whoever has it
 * shares it by posting its permalink: so what the bot posts in a case is the link to this copy. That this holds for a link with a
 * text of its own, too, is not documented. The copy also outlives what the uploader does to theirs.
 */
export async function copyFile(
  client: WebClient,
  fileId: string,
): Promise<{ name: string; link: string } | 'gone'> {
  const info = await unless(FILE_GONE, () => client.files.info({ file: fileId }));
  if (info === undefined) return 'gone';
  const { name, url_private_download: url } = brought.parse(info.file);
  const body = await (await download(client, url)).blob();
  const id = await upload(client, { name, title: name, body });
  const { file } = await client.files.info({ file: id });
  return { name, link: linkable.parse(file).permalink };
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

type Body = { name: string; title: string; body: Blob };

async function share(client: WebClient, channel: string, file: Body): Promise<void> {
  await upload(client, file, channel);
}

/** Without a channel nobody sees it. */
async function upload(
  client: WebClient,
  { name, title, body }: Body,
  channel?: string,
): Promise<string> {
  const promise = await client.files.getUploadURLExternal({ filename: name, length: body.size });
  const { upload_url: url = '', file_id: id = '' } = promise;
  const sent = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(UPLOAD_MS) });
  if (!sent.ok) throw new Error(`Slack did not take the file: ${sent.status}`);
  const files: [{ id: string; title: string }] = [{ id, title }];
  await client.files.completeUploadExternal({ files, ...(channel && { channel_id: channel }) });
  return id;
}
