import type { Reason } from './refusal.ts';

/** What became of many that were approved at once, each by its name. */
export type Several = {
  approved: { name: string; to?: string | undefined }[];
  /** Others have to agree as well. */
  agreed: string[];
  /** `fault`: it is our fault, and the log says which. */
  left: { name: string; because: Reason | { kind: 'fault' } }[];
};
