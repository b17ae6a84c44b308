import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Reason } from '../../domain/matching/likeness.ts';
import { clashes, type Twin, type Twins } from '../../domain/twins.ts';
import { actionIds, twinsKept, viewIds } from '../ids.ts';
import { deciderLines } from './approval-lines.ts';
import { actions, bold, button, clip, context, fields, header, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { wordAttribute, wordValue } from './rule-words.ts';
import { count, mention, moment, money, wordActor } from './words.ts';

/** Two records that look like one company: what a merger would change, and once it is decided what became of it. */
export function twinsCard(twins: Twins): Picture {
  const [kept, other] = twins.records;
  return {
    text: `${kept.name} and ${other.name}: ${twins.state.kind === 'open' ? 'one company?' : wordState(twins)}`,
    blocks: twinsBlocks(twins),
  };
}

/** The same where it was found in a list. */
export function twinsModal(twins: Twins): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.twins,
    title: { type: 'plain_text', text: 'Duplicates' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: twinsBlocks(twins),
  };
}

function twinsBlocks(twins: Twins): KnownBlock[] {
  const { records, confidence, reasons, state } = twins;
  const likely = `Probably the same company (${Math.floor(confidence * 100)} %): ${wordReasons(reasons)}.`;
  return [
    header('Two records, one company?'),
    section(likely),
    ...fields(records.map(recordField)),
    ...(state.kind === 'open'
      ? [section(previewLines(twins).join('\n')), ...askedBlocks(twins), ...buttons(twins)]
      : [section(wordState(twins))]),
  ];
}

function askedBlocks({ course, dueAt }: Twins): KnownBlock[] {
  return course ? [section(deciderLines({ course, votes: [], dueAt }).join('\n'))] : [];
}

function recordField({ name, crmId, crmUrl, domains, owner, deals, leads }: Twin): string {
  const place = `CRM id ${plain(crmId)}`;
  const lines = [
    bold(clip(name, 120)),
    domains.slice(0, 3).map(plain).join(', '),
    owner ? `${mention(owner)}’s` : 'nobody’s',
    `${count(deals.count, 'open deal')}, ${money(deals.total, deals.currency)} · ${count(leads, 'lead')}`,
    crmUrl ? `<${crmUrl}|${place}>` : place,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const NAMED = 6;

/** What changes where the first of them is kept. */
function previewLines({ records }: Twins): string[] {
  const [kept, other] = records;
  const lost =
    other.owner && other.owner.id !== kept.owner?.id
      ? ` ${mention(other.owner)} loses ${bold(clip(other.name, 80))}.`
      : '';
  const owner = kept.owner ? `It stays ${mention(kept.owner)}’s.` : 'Nobody owns it.';
  const hanging = `${count(other.deals.count, 'open deal')} and ${count(other.leads, 'lead')}`;
  const moves = other.deals.count + other.leads > 0 ? `${hanging} move to it.` : '';
  const differing = clashes(records);
  const more = differing.length > NAMED ? ` and ${differing.length - NAMED} more` : '';
  const named = differing
    .slice(0, NAMED)
    .map(({ key, kept: own, lost: gone }) => {
      return `${wordAttribute(key)} ${wordFact(key, own)} (not ${wordFact(key, gone)})`;
    })
    .join(', ');
  return [
    `*If merged into ${plain(clip(kept.name, 120)).replaceAll('*', '∗')}* ${owner}${lost} ${moves}`,
    ...(differing.length > 0 ? [`*Keeps* ${named}${more}.`] : []),
    'A merger in the CRM cannot be undone.',
  ];
}

function wordFact(key: string, value: string): string {
  const number = Number(value);
  return value.trim() !== '' && Number.isFinite(number)
    ? wordValue(key, number)
    : plain(clip(value, 40));
}

const signs: Record<Reason['sign'], string> = {
  'same-name': 'the same name',
  'near-name': 'nearly the same name',
  'rare-name': 'a rare word in both names',
  'part-of-name': 'one name is part of the other',
  'other-words': 'other words in the names',
  'other-name': 'different names',
  'same-domain': 'the same domain',
  'like-domain': 'alike domains',
  'other-domain': 'other domains',
  'same-phone': 'the same phone number',
  'other-phone': 'other phone numbers',
  'same-zip': 'the same postal code',
  'same-city': 'the same city',
  'other-city': 'other cities',
  'other-country': 'other countries',
  'same-family': 'one family',
};

function wordReasons(reasons: readonly Reason[]): string {
  const [speaking, against] = [reasons.filter(isFor), reasons.filter((one) => !isFor(one))];
  const but = against.length > 0 ? `, in spite of ${wordSigns(against)}` : '';
  return `${wordSigns(speaking) || 'taken together'}${but}`;
}

function isFor({ weight }: Reason): boolean {
  return weight > 0;
}

function wordSigns(reasons: readonly Reason[]): string {
  return reasons.map(({ sign }) => signs[sign]).join(', ');
}

function buttons(twins: Twins): KnownBlock[] {
  const { id } = twins;
  const [kept, other] = twins.records;
  const into = (record: Twin) => clip(`Merge into ${record.name} (${record.crmId})`, 60);
  const part = { id: actionIds.partTwins, value: id };
  return [
    ...actions(
      asksFirst(twins, [kept, other], {
        ...button(into(kept), { id: actionIds.mergeTwins, value: twinsKept(id, kept.id) }),
        style: 'primary',
      }),
      asksFirst(
        twins,
        [other, kept],
        button(into(other), { id: actionIds.mergeTwinsOther, value: twinsKept(id, other.id) }),
      ),
      button('They are two…', part),
    ),
  ];
}

/** What would become of the two by this very press: it is for good. */
function asksFirst(twins: Twins, records: Twins['records'], pressed: Button): Button {
  const text = clip(previewLines({ ...twins, records }).join('\n'), 300);
  return {
    ...pressed,
    confirm: {
      title: { type: 'plain_text', text: 'Merge for good?' },
      text: { type: 'mrkdwn', text },
      confirm: { type: 'plain_text', text: 'Merge' },
      deny: { type: 'plain_text', text: 'Not now' },
    },
  };
}

function wordState({ state, records }: Twins): string {
  switch (state.kind) {
    case 'open':
      return '*Waits* for ops.';
    case 'withdrawn':
      return '*Withdrawn*: one of the two is gone from the CRM.';
    case 'decided':
      return wordVerdict(state, records);
  }
}

type Decided = Extract<Twins['state'], { kind: 'decided' }>;

function wordVerdict({ verdict: given, crm }: Decided, records: Twins['records']): string {
  const by = `by ${wordActor(given.by)}, ${moment(given.at)}`;
  switch (given.kind) {
    case 'merge': {
      const kept = records.find(({ id }) => id === given.keep)?.name ?? '';
      if (given.problem) {
        return `:warning: *Not merged*, though approved ${by}: ${plain(clip(given.problem, 500))}`;
      }
      const into = plain(clip(kept, 120)).replaceAll('*', '∗');
      return crm === 'done'
        ? `:white_check_mark: *Merged into ${into}* ${by}.`
        : `:hourglass_flowing_sand: *To be merged into ${into}* ${by}: it is on its way to the CRM.`;
    }
    case 'distinct':
      return `:x: *Two companies*, says ${wordActor(given.by)}, ${moment(given.at)}.\n>${plain(clip(given.reason, 500)).replaceAll('\n', '\n>')}`;
  }
}

type Page = {
  total: number;
  lines: { id: string; confidence: number; name: string; other: string }[];
  page: number;
  pages: number;
};

/** Pairs that wait for ops, the surest first. */
export function duplicatesList({ total, lines, page, pages }: Page): Picture {
  if (total === 0) {
    const text =
      'No two records look like one company, or all were decided. The search runs every night.';
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  const text = `${count(total, 'pair')} of records ${total === 1 ? 'is' : 'are'} probably one company`;
  const earlier = { id: actionIds.duplicatesEarlier, value: String(page - 1) };
  const later = { id: actionIds.duplicatesLater, value: String(page + 1) };
  return {
    text,
    blocks: [
      header(text),
      ...lines.map(({ id, confidence, name, other }) => ({
        ...section(
          `${bold(clip(name, 120))} · ${bold(clip(other, 120))}\n${Math.floor(confidence * 100)} % sure`,
          button('Look…', { id: actionIds.openTwins, value: id, spoken: `Look at ${name}` }),
        ),
        block_id: `twins-${id}`,
      })),
      ...actions(
        page > 0 ? button('Previous page', earlier) : undefined,
        page + 1 < pages ? button('Next page', later) : undefined,
      ),
      context(`The surest first · page ${page + 1} of ${pages}`),
    ],
  };
}
