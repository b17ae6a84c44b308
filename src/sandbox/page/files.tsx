import type { PageFile } from '../slack/page-contract.ts';
import { Icon } from './icon.tsx';

export function Files({ files }: { files: PageFile[] }) {
  return (
    <div class="files">
      {files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </div>
  );
}

function FileCard({ file }: { file: PageFile }) {
  const address = `/files/${file.id}/${encodeURIComponent(file.name)}`;
  const title = file.title || file.name;
  if (file.mimetype.startsWith('image/'))
    return (
      <figure class="image">
        <figcaption>{title}</figcaption>
        <a href={address} target="_blank" rel="noreferrer">
          <img src={address} alt={title} loading="lazy" />
        </a>
      </figure>
    );
  return (
    <a class="file" href={address} download={file.name} aria-label={`Download ${title}`}>
      <Icon name="file" />
      <span>
        <b>{title}</b>
        <small>
          {kindOf(file)} · {sizeOf(file.size)}
        </small>
      </span>
      <Icon name="download" />
    </a>
  );
}

function kindOf({ name }: PageFile): string {
  const ending = name.split('.').slice(1).at(-1);
  return ending ? ending.toUpperCase() : 'File';
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
