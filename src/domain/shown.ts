import type { Waiting } from './book.ts';
import type { BrokenFields } from './broken-field.ts';
import type { CrmImport } from './crm-import.ts';
import type { CrmStandstill } from './crm-pause.ts';
import type { DisputeCase } from './dispute-case.ts';
import type { DisputeEvent } from './dispute-event.ts';
import type { FixOutcome } from './fix.ts';
import type { GivenUp } from './given-up.ts';
import type { NoticeBatch } from './notice.ts';
import type { OwnerCard } from './owner-card.ts';
import type { CareQuestion, Question } from './question.ts';
import type { RestlessNote } from './restless.ts';
import type { RuleNote } from './rule-note.ts';
import type { Several } from './several.ts';
import type { Woken } from './woken.ts';

/** What a message shows: it is drawn again from the present state whenever that changes. */
export type Shown =
  | { kind: 'owner-card'; card: OwnerCard; by: string }
  | { kind: 'question'; question: Question }
  /** Beneath its card. */
  | { kind: 'reminder'; question: CareQuestion; key: string }
  | { kind: 'notices'; batch: NoticeBatch }
  /** `since`: which of several such messages it is. */
  | { kind: 'waiting'; waiting: Waiting; since: string }
  | { kind: 'woken'; woken: Woken }
  /** What became of many that one person approved at once. */
  | { kind: 'several'; outcome: Several; key: string }
  /** How many of them wait for whoever decided them. */
  | { kind: 'refused'; total: number; crm: string; key: string }
  | { kind: 'restless'; note: RestlessNote }
  | { kind: 'given-up'; givenUp: GivenUp; since: string }
  | { kind: 'crm-pause'; standstill: CrmStandstill; since: string }
  | { kind: 'broken-fields'; broken: BrokenFields; since: string }
  | { kind: 'import'; now: CrmImport }
  | { kind: 'fixes'; outcome: FixOutcome }
  | { kind: 'dispute'; dispute: DisputeCase }
  | { kind: 'rule-note'; note: RuleNote }
  /** What happened to it, beneath it: the event of that number. */
  | { kind: 'dispute-event'; dispute: DisputeCase; event: DisputeEvent; seq: number };
