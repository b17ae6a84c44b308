import type { MatchReason, NameKind } from '../../domain/matching/match.ts';
import { clip, plain } from './blocks.ts';

/** Why an account of that name stands in a list of matches; the name itself is not said twice. */
export function wordReason(reason: MatchReason, name: string): string {
  const told =
    'name' in reason && reason.name !== name ? `: “${plain(clip(reason.name, 80))}”` : '';
  switch (reason.kind) {
    case 'crm-id':
      return `CRM id ${plain(reason.id)}`;
    case 'contact':
      return 'a contact has this address';
    case 'domain':
      return `domain ${plain(reason.domain)}`;
    case 'name':
      return `${kindWord(reason.nameKind)} is just that${told}`;
    case 'beginning':
      return `${kindWord(reason.nameKind)} begins so${told}`;
    case 'words':
      return `${kindWord(reason.nameKind)} has these words${told}`;
    case 'spelling':
      return `${kindWord(reason.nameKind)} is spelt much like it${told}`;
  }
}

function kindWord(kind: NameKind): string {
  switch (kind) {
    case 'name':
      return 'its name';
    case 'alias':
      return 'its other name';
    case 'former':
      return 'its former name';
    case 'short':
      return 'its short form';
  }
}
