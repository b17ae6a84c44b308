import type { KnownBlock } from '@slack/types';
import { type Deed, may } from '../../domain/permission.ts';
import type { Role } from '../../domain/roster.ts';
import { clip, context, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';

/** `deed`: what somebody must be allowed to do for it; without one it is for everybody. */
type Command = { typed: string; what: string; deed?: Deed };

const groups: { title: string; commands: Command[] }[] = [
  {
    title: 'Look',
    commands: [
      { typed: '/whoowns acme', what: 'who owns an account, and why' },
      { typed: '/territory book', what: 'your book; `book @ana` is that of Ana' },
      { typed: '/territory audit acme', what: 'what was done with an account, by whom and why' },
      { typed: '/territory rules', what: 'the rules; `rules healthcare` those with that word' },
      { typed: '/territory test acme', what: 'what the rules say of an account, step by step' },
    ],
  },
  {
    title: 'Decide',
    commands: [
      { typed: '/territory claim acme', what: 'take what the members of your pool may claim' },
      {
        ...{
          typed: '/territory pin acme in renewal',
          what: 'leave an account alone; `unpin acme`',
        },
        deed: 'pin accounts',
      },
      { typed: '/dispute acme', what: 'contest who owns an account, and be heard' },
      { typed: '/territory disputes', what: 'what was disputed, how it stands and how it ended' },
      {
        ...{
          typed: '/territory handover @ana to @bo',
          what: 'a whole book; `handover @ana` by the rules',
        },
        deed: 'hand accounts over',
      },
      {
        ...{ typed: '/territory approvals', what: 'what waits for a person, to be decided' },
        deed: 'decide proposals',
      },
    ],
  },
  {
    title: 'Take care',
    commands: [
      {
        ...{ typed: '/territory simulate', what: 'another rule file beside the published one' },
        deed: 'simulate rules',
      },
      {
        ...{ typed: '/territory quality', what: 'what in the records misleads the rules' },
        deed: 'see the quality report',
      },
      {
        ...{ typed: '/territory duplicates', what: 'records that are probably one company' },
        deed: 'merge duplicates',
      },
      {
        ...{ typed: '/territory fields', what: 'which properties of the CRM rules may ask for' },
        deed: 'map fields',
      },
    ],
  },
];

/** What somebody of that role may do here, and no more. */
export function territoryHelp(role?: Role): Picture {
  return help('What you can ask and do here', role);
}

/** What was not understood, what may have been meant, and what there is. */
export function unknownWord(
  { word, nearest }: { word: string; nearest?: string },
  role?: Role,
): Picture {
  const typed = plain(clip(word, 60));
  if (!nearest) return help(`/territory knows no “${typed}”. It knows these:`, role);
  return help(`/territory knows no “${typed}”. Did you mean \`/territory ${nearest}\`?`, role);
}

function help(title: string, role: Role | undefined): Picture {
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      ...groups.flatMap(({ title: about, commands }) => groupOf(about, commands, role)),
      context(`${roleLine(role)} Names may be misspelt; people are @ana, a name or an address.`),
    ],
  };
}

function groupOf(about: string, commands: Command[], role: Role | undefined): KnownBlock[] {
  const open = commands.filter(({ deed }) => deed === undefined || may(role, deed));
  const lines = open.map(({ typed, what }) => `\`${typed}\`  ${what}`);
  return lines.length > 0 ? [section([`*${about}*`, ...lines].join('\n'))] : [];
}

function roleLine(role: Role | undefined): string {
  switch (role) {
    case undefined:
      return 'You are not in the roster: this is what everybody may do.';
    case 'rep':
    case 'viewer':
      return 'Managers, ops and admins may do more: ask one of them.';
    case 'manager':
      return 'You decide for your own people; ops and admins may do more.';
    case 'ops':
    case 'admin':
      return 'You decide everywhere.';
  }
}
