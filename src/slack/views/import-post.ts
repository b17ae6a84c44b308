import type { KnownBlock } from '@slack/types';
import {
  type CrmImport,
  type ImportOutcome,
  type ImportState,
  type ImportStep,
  importSteps,
  leftOutOf,
  type NextDeed,
  nextDeeds,
  type Stand,
  standOf,
  wordStand,
} from '../../domain/crm-import.ts';
import { clip, context, fields, header, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count, moment } from './words.ts';

/** How far an import of the CRM has come and, once it is complete, what it brought and what to do next. */
export function importPost(now: CrmImport): Picture {
  switch (now.state.status) {
    case 'running':
      return runningPicture(now, now.state);
    case 'done':
      return donePicture(now, now.state);
  }
}

type Running = Extract<ImportState, { status: 'running' }>;
type Done = Extract<ImportState, { status: 'done' }>;

function runningPicture(now: CrmImport, { step, problem }: Running): Picture {
  const { startedAt, aliveAt } = now;
  const stand = standOf(now, step);
  const said = wordStand(step, stand);
  return {
    text: problem ? `The import of the CRM stands still: ${said}` : `Importing the CRM: ${said}`,
    blocks: [
      header('Import of the CRM'),
      section(`${wordStep(step)}\n${wordBar(stand)}${said}${wordTotal(stand)}`),
      ...problemNotice(problem),
      ...figures(now),
      context(
        `Begun ${moment(startedAt)}, as of ${moment(aliveAt)}. I answer meanwhile, from what is here already.`,
      ),
    ],
  };
}

/** What is done in it. */
export function wordStepOf(step: ImportStep): string {
  return titles[step];
}

const titles: Record<ImportStep, string> = {
  owners: 'owners',
  accounts: 'accounts',
  families: 'families',
  deals: 'deals',
  leads: 'leads',
  statistics: 'making the look-up fast',
  'account-routing': 'giving accounts to whom the rules choose',
  'lead-routing': 'giving leads to whom the rules choose',
};

function wordStep(step: ImportStep): string {
  return `*Step ${importSteps.indexOf(step) + 1} of ${importSteps.length}: ${titles[step]}*`;
}

const BAR = 20;

/** Only where it is known how much there is. */
function wordBar({ count: done, of }: Stand): string {
  if (!of || of.total === 0) return '';
  const filled = Math.floor((BAR * done) / of.total);
  return `\`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}\` `;
}

function wordTotal({ of }: Stand): string {
  if (!of || of.total === 0) return '';
  const total = new Intl.NumberFormat('en').format(of.total);
  return of.sure === 'known' ? ` of ${total}` : ` of about ${total}`;
}

function problemNotice(problem: string | undefined): KnownBlock[] {
  if (problem === undefined) return [];
  const why = plain(clip(problem, 500));
  return [
    section(
      `:warning: *It stands still*: ${why}\nI try again every few minutes from here; \`cadastre import\` does so at once.`,
    ),
  ];
}

function figures({ counts }: CrmImport): KnownBlock[] {
  return fields([
    `*Accounts*\n${figure(counts.accounts)}`,
    `*Leads*\n${figure(counts.leads)}`,
    `*Deals*\n${figure(counts.deals)}`,
    `*Owners*\n${figure(counts.owners)}`,
  ]);
}

function figure(number: number): string {
  return new Intl.NumberFormat('en').format(number);
}

function donePicture(now: CrmImport, { at, outcome }: Done): Picture {
  const { counts, startedAt } = now;
  const leftOut = leftOutOf(counts);
  const brought = `${count(counts.accounts, 'account')}, ${count(counts.leads, 'lead')} and ${count(counts.deals, 'deal')}`;
  return {
    text: `The CRM is in the registry: ${brought}`,
    blocks: [
      header('The CRM is in the registry'),
      ...figures(now),
      section(wordRouting(now, outcome)),
      ...(leftOut.length > 0 ? [section(listed('*Left out*', leftOut))] : []),
      section(listed('*What to do next*', nextDeeds(outcome).map(wordDeed))),
      context(
        `Begun ${moment(startedAt)}, complete ${moment(at)}. From now on I follow what changes in the CRM.`,
      ),
    ],
  };
}

function wordRouting({ counts }: CrmImport, { rules }: ImportOutcome): string {
  if (rules === 'none') return 'Nothing was routed: no rules were published when it came in.';
  const { assigned, pending } = counts;
  const waits = `${count(pending, 'decision waits', 'decisions wait')} for a person`;
  return `The rules gave out ${figure(assigned)} of what is new or has changed; ${waits}.`;
}

function listed(title: string, lines: string[]): string {
  return [title, ...lines.map((line) => `• ${line}`)].join('\n');
}

function wordDeed(deed: NextDeed): string {
  switch (deed.kind) {
    case 'publish-rules':
      return 'Publish rules with `cadastre rules publish FILE`, where that is not done by now; then run `cadastre route`.';
    case 'route':
      return `${count(deed.accounts, 'account has', 'accounts have')} no owner: \`cadastre route\` asks the rules for them.`;
    case 'decide':
      return `${count(deed.decisions, 'decision waits', 'decisions wait')} for a person: my Home tab says why.`;
    case 'look-at-quality':
      return 'See with `/territory quality` what in the records misleads rules.';
  }
}
