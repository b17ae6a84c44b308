import type { Rung } from '../../domain/dispute-bench.ts';
import type { DisputeCase } from '../../domain/dispute-case.ts';
import type { DisputeDecision } from '../../domain/dispute-event.ts';
import { type DisputePolicy, ladderOf } from '../../domain/dispute-policy.ts';
import { type Dispute, isHearing, isOpenDispute } from '../../domain/dispute-state.ts';
import { names, rungWords } from './dispute-words.ts';
import { mention } from './words.ts';

/** The way it goes, what is so while it is open, and how what is named above is opened. */
export function footLines({ dispute, policy }: DisputeCase): string[] {
  const frozen = isOpenDispute(dispute)
    ? ['While it is open the owner stays as it is. Silence moves it up and decides nothing.']
    : [];
  return [`Steps: ${wordWay(dispute, policy)}`, ...frozen, ...withdrawers(dispute), CLUES];
}

const CLUES =
  '*History* shows the lines of the log, `/territory rules` the rules. Times are in your own time zone.';

/** With where it stands, or where it ended. */
function wordWay(dispute: Dispute, policy: DisputePolicy): string {
  const { at, end } = placeOf(dispute);
  const steps = (['registry', ...ladderOf(policy)] as const).map((step) => {
    const name = step === 'registry' ? 'the registry' : rungWords[step];
    if (step !== at) return name;
    return end ? `*${name}: ${end}*` : `*${name}*`;
  });
  return [...steps, ...(at || !end ? [] : [`*${end}*`])].join(' → ');
}

/** A machine looks at each case first, and some end there. */
function placeOf(dispute: Dispute): { at?: Rung | 'registry'; end?: string } {
  if (isHearing(dispute)) return { at: dispute.status };
  switch (dispute.status) {
    case 'decided':
    case 'applied':
      return { at: dispute.decision.rung ?? 'registry', end: wordEnd(dispute.decision) };
    case 'closed': {
      const { decision } = dispute.ended;
      return { at: decision.rung ?? 'registry', end: wordEnd(decision) };
    }
    case 'withdrawn':
      return { end: 'withdrawn' };
    case 'merged':
      return { end: 'part of another case' };
    case 'data-fix':
      return { at: 'registry', end: 'the data was wrong' };
    default:
      return { at: 'registry' };
  }
}

function wordEnd({ verdict }: DisputeDecision): string {
  switch (verdict.kind) {
    case 'agreed':
      return 'agreed';
    case 'lapsed':
      return 'nobody decided';
    case 'ruled':
    case 'in-band':
      return 'decided';
  }
}

/** Everybody sees the same buttons. */
function withdrawers(dispute: Dispute): string[] {
  const { appeal, filers } = dispute;
  if (!isOpenDispute(dispute) || 'decision' in dispute) return [];
  const who = appeal
    ? `${mention(appeal.by)}, who appealed`
    : `${names(filers, 'or')}, who filed it`;
  return [`*Withdraw…* is for ${who}. Everybody may add evidence.`];
}
