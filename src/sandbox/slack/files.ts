import { randomBytes } from 'node:crypto';
import type { PageFile } from './page-contract.ts';
import { freshId, keepNewest, seconds, type World } from './world.ts';

/** A promise of bytes: where to send them, and how many there will be. */
export type UploadTicket = { fileId: string; name: string; length: number };

export type StoredFile = {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  bytes: Buffer;
  /** Who brought it. */
  user: string;
  createdAt: number;
  /** Bytes alone are no file yet: an upload counts once it is completed. */
  completed: boolean;
};

const filesKept = 200;

const mimetypes: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

export function issueTicket(world: World, name: string, length: number) {
  const token = randomBytes(12).toString('hex');
  const fileId = freshId('F');
  world.tickets.set(token, { fileId, name, length });
  keepNewest(world.tickets, filesKept);
  return { upload_url: `${world.url}/upload/v1/${token}`, file_id: fileId };
}

export function storeUpload(world: World, token: string, bytes: Buffer): boolean {
  const ticket = world.tickets.get(token);
  if (!ticket || ticket.length !== bytes.length) return false;
  world.tickets.delete(token);
  const { fileId: id, name } = ticket;
  keep(world, { id, name, bytes, user: world.app.botUserId, completed: false });
  return true;
}

/** A file that a person puts into a window. */
export function storeOwn(world: World, user: string, name: string, bytes: Buffer): StoredFile {
  return keep(world, { id: freshId('F'), name, bytes, user, completed: true });
}

type Fresh = Pick<StoredFile, 'id' | 'name' | 'bytes' | 'user' | 'completed'>;

function keep(world: World, fresh: Fresh): StoredFile {
  const mimetype = mimetypes[extension(fresh.name)] ?? 'application/octet-stream';
  const file = { ...fresh, title: fresh.name, mimetype, createdAt: seconds(world) };
  world.files.set(file.id, file);
  keepNewest(world.files, filesKept);
  return file;
}

function extension(name: string): string {
  return name.split('.').at(-1)?.toLowerCase() ?? '';
}

export function pageFile(file: StoredFile): PageFile {
  const { id, name, title, mimetype, bytes } = file;
  return { id, name, title, mimetype, size: bytes.length };
}

export function slackFile(world: World, file: StoredFile) {
  const name = encodeURIComponent(file.name);
  const own = `${world.url}/files-pri/${world.team.id}-${file.id}`;
  return {
    id: file.id,
    created: file.createdAt,
    timestamp: file.createdAt,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension(file.name),
    user: file.user,
    user_team: world.team.id,
    mode: 'hosted',
    size: file.bytes.length,
    is_external: false,
    is_public: true,
    url_private: `${own}/${name}`,
    url_private_download: `${own}/download/${name}`,
    permalink: `${world.url}/files/${file.id}/${name}`,
  };
}
