import type { Button } from '@slack/types';
import type { CrmPlace } from '../../domain/crm-place.ts';
import { actionIds } from '../ids.ts';
import { clip, linkButton } from './blocks.ts';

/** Leads to a record where it lives; `record` names it where the reader has something else before them. */
export function openIn({ name, url }: CrmPlace, record?: string): Button | undefined {
  const what = record === undefined ? '' : ` ${clip(record, 30)}`;
  return url ? linkButton(`Open${what} in ${clip(name, 30)}`, actionIds.openCrm, url) : undefined;
}
