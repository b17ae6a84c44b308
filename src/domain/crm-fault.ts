/**
 * How far what is wrong reaches:
 * - `record`: it lies with what was asked for or written
 * - `all`: the CRM serves none of these calls now, whatever they are about
 * - `unclear`: it gave no answer that can be trusted, and that may be either
 */
type Reach = 'record' | 'all' | 'unclear';

/** A call that the CRM did not serve, as a sentence that names the remedy. */
export class CrmFault extends Error {
  readonly reach: Reach;
  /** The shortest wait that makes another try worth it. */
  readonly waitMs: number;

  constructor(sentence: string, reach: Reach, waitMs: number) {
    super(sentence);
    this.name = 'CrmFault';
    this.reach = reach;
    this.waitMs = waitMs;
  }
}

/** Whether it may be the CRM's own fault, and nothing that was asked for. */
export function isOutage(failure: unknown): failure is CrmFault {
  return failure instanceof CrmFault && failure.reach !== 'record';
}
