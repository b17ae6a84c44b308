import type { Button } from '@slack/types';
import type { CrmPlace } from '../../domain/crm-place.ts';
import { actionIds } from '../ids.ts';
import { clip, linkButton } from './blocks.ts';

/** Leads to a record where it lives. */
export function openIn({ name, url }: CrmPlace): Button | undefined {
  return url ? linkButton(`Open in ${clip(name, 50)}`, actionIds.openCrm, url) : undefined;
}
