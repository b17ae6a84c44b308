/** Why a person may not do something with an account by their own hand. */
export type AboutDeeds =
  | { kind: 'not-your-account'; account: string; owner?: string; manager?: string }
  | { kind: 'already-pinned'; account: string; by: string; reason: string }
  | { kind: 'not-pinned'; account: string }
  | { kind: 'no-crm-owner'; rep: string; crm: string }
  | { kind: 'nobody-named' };

export function wordAboutDeed(reason: AboutDeeds): string {
  switch (reason.kind) {
    case 'not-your-account': {
      const { account, owner, manager } = reason;
      if (!owner) return `Nobody owns ${account}, so this is for ops. Ask them.`;
      return `${account} is ${owner}’s, who is not on your team. Ask ${manager ? `${manager} or ` : ''}ops.`;
    }
    case 'already-pinned':
      return `${reason.account} is pinned already, by ${reason.by}: ${reason.reason}. Nothing was changed.`;
    case 'not-pinned':
      return `${reason.account} is not pinned, or not any more. Nothing was changed.`;
    case 'no-crm-owner':
      return `${reason.rep} is no owner in ${reason.crm}: invite them there, or choose somebody else.`;
    case 'nobody-named':
      return 'Say whose book: `/territory handover @ana to @bo`, or `/territory handover @ana` for where the rules lead.';
  }
}
