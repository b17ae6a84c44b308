import type { MatchReason, NameKind } from '../../domain/matching/match.ts';
import { clip, plain } from './blocks.ts';

/** Why an account stands in a list of matches. */
export function wordReason(reason: MatchReason): string {
  switch (reason.kind) {
    case 'crm-id':
      return `CRM id ${plain(reason.id)}`;
    case 'contact':
      return 'a contact has this address';
    case 'domain':
      return `domain ${plain(reason.domain)}`;
    case 'name':
      return `${kindWord(reason.nameKind)} is ${quoted(reason.name)}`;
    case 'beginning':
      return `${kindWord(reason.nameKind)} begins so: ${quoted(reason.name)}`;
    case 'words':
      return `${kindWord(reason.nameKind)} has these words: ${quoted(reason.name)}`;
    case 'spelling':
      return `${kindWord(reason.nameKind)} is spelt much like it: ${quoted(reason.name)}`;
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

function quoted(name: string): string {
  return `“${plain(clip(name, 80))}”`;
}
