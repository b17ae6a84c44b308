import type { Course, Vote } from './approval-course.ts';
import type { CrmPlace } from './crm-place.ts';
import type { Flag } from './flag.ts';
import type { Candidate } from './offered.ts';
import type { Subject } from './ownership.ts';
import type { Person } from './roster.ts';
import type { People } from './rule-lead.ts';
import type { RunnerUp } from './runner-up.ts';
import type { Verdict } from './verdict.ts';

export type ProposalState =
  | { kind: 'pending' }
  | { kind: 'decided'; verdict: Verdict }
  /** Nobody needs to decide it: another question took its place, or what it was about is gone. */
  | { kind: 'superseded' | 'withdrawn' };

/** A decision that waits for a person, with all that is needed to decide it. */
export type Proposal = {
  id: string;
  /** `account`: the one that a lead belongs to, by its name; its deals are those of it, and it is opened in the CRM. */
  subject: Subject & { name: string; crm: CrmPlace; account?: string };
  state: ProposalState;
  flags: Flag[];
  since: Date;
  facts: { key: string; value: string }[];
  deals: { count: number; total: number; currency: string };
  present?: Person;
  proposed?: Candidate;
  /** Who of it gets the account is seen when it deals: on approval. */
  pool?: string;
  rule?: { name: string; sentence: string; edition: number };
  /** By which it is asked at the moment; undefined where no rule asked it. */
  decisionId?: string;
  /** Who is asked, and by when; undefined for the moment until the policy has been read. */
  course?: Course;
  dueAt?: Date;
  /** Who has said yes, where others have to join them. */
  votes: Vote[];
  /** Of the team of whoever would get it. */
  channel?: string;
  /** Who else may get it; nobody once it is decided. */
  runnersUp: RunnerUp[];
  /** Whom its flags name. */
  people: People;
};
