import { linksOf } from './links.ts';
import type { Portal } from './portal.ts';
import { isoTime, type Kind, kindNamed, kinds, objectTypes } from './record.ts';
import { pastOf, readRecord, type Sighting } from './shelf.ts';
import { hasLeft } from './staff.ts';

/** `/contacts/{portal}/record/0-2/{id}` and its older form `/contacts/{portal}/company/{id}`. */
export function recordPlace(pathname: string): { kind: Kind; id: string } | undefined {
  const [, type, id] = /^\/contacts\/\d+\/(?:record\/)?([\w-]+)\/(\d+)\/?$/.exec(pathname) ?? [];
  const kind = kindNamed(type ?? '');
  return kind && id ? { kind, id } : undefined;
}

export function recordPage(portal: Portal, kind: Kind, id: string): string | undefined {
  const record = readRecord(portal.shelves[kind], id);
  if (!record) return undefined;
  const title = titleOf(kind, record);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} – sandbox HubSpot</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } th { text-align: left; padding-right: 2rem; vertical-align: top; }
th, td { border-bottom: 1px solid #ddd; padding-block: .3rem; font-weight: normal; }
th, small { color: #666; }
</style>
<small>Sandbox HubSpot · ${objectTypes[kind].singular} ${escapeHtml(record.id)}</small>
<h1>${escapeHtml(title)}</h1>
${record.archivedAt === null ? '' : '<p><strong>Archived.</strong></p>'}
<table>${factRows(portal, kind, record)}</table>
<h2>Owners</h2>
<table>${ownerRows(portal, record)}</table>
${kinds.map((to) => linkedList(portal, kind, record.id, to)).join('\n')}
</html>`;
}

function titleOf(kind: Kind, { properties }: Sighting): string {
  switch (kind) {
    case 'companies':
      return properties.name ?? 'Unnamed company';
    case 'contacts':
      return [properties.firstname, properties.lastname].filter(Boolean).join(' ') || 'Unnamed';
    case 'deals':
      return properties.dealname ?? 'Unnamed deal';
  }
}

function factRows(portal: Portal, kind: Kind, { properties }: Sighting): string {
  const known = portal.catalogue[kind].properties;
  return Object.entries(properties)
    .map(([name, value]) => {
      const property = known.get(name);
      const option = property?.options.find((one) => one.value === value);
      const shown = name === 'hubspot_owner_id' ? ownerName(portal, value) : option?.label;
      return `<tr><th>${escapeHtml(property?.label ?? name)}<td>${escapeHtml(shown ?? value)}`;
    })
    .join('\n');
}

function ownerRows(portal: Portal, record: Sighting): string {
  return pastOf(record, 'hubspot_owner_id')
    .map(({ value, at, sourceType, updatedByUserId }) => {
      const by = portal.company.people.find(({ crmUserId }) => crmUserId === updatedByUserId);
      const how = by ? `${sourceType} by ${by.name}` : sourceType;
      const name = value === '' ? 'nobody' : ownerName(portal, value);
      return `<tr><th>${isoTime(at).slice(0, 16).replace('T', ' ')}<td>${escapeHtml(name)} <small>${escapeHtml(how)}</small>`;
    })
    .join('\n');
}

function linkedList(portal: Portal, from: Kind, id: string, to: Kind): string {
  const links = linksOf(portal, from, id, to);
  if (links.length === 0) return '';
  const rows = links.map((link) => {
    const record = readRecord(portal.shelves[to], link.id);
    const href = `/contacts/${portal.id}/record/${objectTypes[to].id}/${link.id}`;
    return `<li><a href="${href}">${escapeHtml(record ? titleOf(to, record) : link.id)}</a>`;
  });
  return `<h2>${to[0]?.toUpperCase()}${to.slice(1)}</h2><ul>${rows.join('\n')}</ul>`;
}

function ownerName(portal: Portal, ownerId: string): string {
  const person = portal.company.people.find(({ crmOwnerId }) => crmOwnerId === ownerId);
  if (!person) return ownerId;
  return hasLeft(portal, person) ? `${person.name} (deactivated)` : person.name;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
