import type { Proposal } from '../../src/domain/proposal.ts';
import { type CareQuestion, idOfQuestion, type Question } from '../../src/domain/question.ts';
import type { Woken } from '../../src/domain/woken.ts';
import type { Crm } from '../../src/ports.ts';
import { ringBells } from '../../src/services/bells.ts';
import { deliver } from '../../src/services/delivery.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { publishPolicy } from '../../src/services/policies.ts';
import { decideProposal } from '../../src/services/verdicts.ts';
import type { Said } from '../../src/services/voices.ts';
import { enter } from './accounts.ts';
import { publish } from './publishing.ts';
import { hire, openWorld, TEAM } from './world.ts';

/** Germany is Ana's, France goes to a pool of two; Mia leads them all, Max leads nobody, Olga is ops. */
export const RULES = `
rule set "Test"
pool "Desk" round robin = bo@registry.example, cy@registry.example

rule "Germany"
  in geography, priority 1
  says "Germany is Ana’s."
  when country = DE
  then rep ana@registry.example

rule "France"
  in geography, priority 2
  says "France goes to the desk in turn."
  when country = FR
  then pool "Desk"
`;
/** Companies of a size at which a person looks. */
export const big = { country: 'Germany', revenue: 5_000_000_000 };
export const bigInFrance = { country: 'France', revenue: 5_000_000_000 };

type Facts = Record<string, string | number>;

/** A registry with people who decide, and everything that is posted to them. */
export async function openCourt(outside: { crm?: Crm } = {}) {
  const posted: { channel: string; proposal: Proposal }[] = [];
  const redrawn: Proposal[] = [];
  const asked: { channel: string; question: Question }[] = [];
  const answered: Question[] = [];
  const told: number[] = [];
  const refused: { channel: string; total: number }[] = [];
  const woken: { channel: string; woken: Woken }[] = [];
  const reminded: { channel: string; under: string | undefined; question: CareQuestion }[] = [];
  const unreachable = new Set<string>();
  /** Posts arrive there, and nobody lives to remember it. */
  const dieAfterPost = new Set<string>();
  const world = await openWorld({
    ...outside,
    notifier: {
      post: async (_, channel, shown, under) => {
        if (unreachable.has(channel)) return 'gone';
        if (shown.kind === 'waiting') told.push(shown.waiting.total);
        if (shown.kind === 'refused') refused.push({ channel, total: shown.total });
        if (shown.kind === 'reminder') {
          reminded.push({ channel, under, question: shown.question });
        }
        if (shown.kind === 'woken') woken.push({ channel, woken: shown.woken });
        if (shown.kind === 'question') {
          const { question } = shown;
          asked.push({ channel, question });
          if (question.kind === 'proposal') posted.push({ channel, proposal: question.proposal });
        }
        if (dieAfterPost.delete(channel)) throw new Error('killed');
        return { channel, ts: String(asked.length) };
      },
      find: async (_, channel, shown) => {
        if (shown.kind === 'woken') {
          const before = woken.find(({ woken: { key } }) => key === shown.woken.key);
          return before && { channel, ts: before.woken.key };
        }
        const nth = asked.findLastIndex(
          (one) =>
            one.channel === channel &&
            shown.kind === 'question' &&
            idOfQuestion(one.question) === idOfQuestion(shown.question),
        );
        return nth < 0 ? undefined : { channel, ts: String(nth + 1) };
      },
      redraw: async (_, __, shown) => {
        if (shown.kind !== 'question') return 'drawn';
        answered.push(shown.question);
        if (shown.question.kind === 'proposal') redrawn.push(shown.question.proposal);
        return 'drawn';
      },
    },
  });
  const { prisma } = world.database;
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: 'C0OPS' } });
  const people: Record<string, string> = {};
  // She will leave, and until then nothing is otherwise.
  const leftAt = new Date('2036-03-01');
  people.Mia = await hire(world, 'Mia', { slackUserId: 'U0MIA', role: 'manager', leftAt });
  people.Max = await hire(world, 'Max', { slackUserId: 'U0MAX', role: 'manager' });
  const west = await prisma.team.create({
    data: { workspaceId: TEAM, name: 'West', managerId: people.Mia },
  });
  for (const name of ['Ana', 'Bo', 'Cy']) {
    const slackUserId = `U0${name.toUpperCase()}`;
    people[name] = await hire(world, name, { teamId: west.id, slackUserId });
  }
  people.Olga = await hire(world, 'Olga', { slackUserId: 'U0OLGA', role: 'ops' });
  await publish(world, RULES);

  const pass = (seconds: number) => {
    const now = world.ports.clock.now().getTime();
    world.setTime(new Date(now + seconds * 1000).toISOString());
  };
  let arrivals = 0;
  const route = async (...accountIds: string[]) => {
    const came = accountIds.map((accountId) => {
      arrivals += 1;
      pass(1);
      return { accountId, key: `arrival ${arrivals}`, at: world.ports.clock.now() };
    });
    await routeAccounts(world.ports, TEAM, came);
  };
  const proposalsOf = (accountId: string) =>
    prisma.proposal.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });
  const arrive = async (name: string, facts: Facts, owner?: string) => {
    const domain = `${name.toLowerCase()}.example`;
    const ownerId = owner && people[owner];
    const accountId = await enter(world, name, { domain, facts, ...(ownerId && { ownerId }) });
    await route(accountId);
    return accountId;
  };
  const say = async (user: string, accountId: string, said: Said) => {
    const last = (await proposalsOf(accountId)).at(-1);
    const asker = { workspaceId: TEAM, userId: `U0${user.toUpperCase()}` };
    pass(1);
    return decideProposal(world.ports, asker, last?.id ?? '', said);
  };
  return {
    ...{
      world,
      people,
      posted,
      redrawn,
      asked,
      answered,
      told,
      refused,
      woken,
      reminded,
      unreachable,
      dieAfterPost,
      pass,
      route,
      arrive,
      proposalsOf,
      say,
    },
    approve: (user: string, accountId: string) =>
      say(user, accountId, { kind: 'approve', reason: '' }),
    statesOf: async (accountId: string) =>
      (await proposalsOf(accountId)).map(({ status }) => status),
    ownerOf: async (id: string) => {
      const { ownerId } = await prisma.account.findUniqueOrThrow({ where: { id } });
      return Object.entries(people).find(([, rep]) => rep === ownerId)?.[0];
    },
    /** These are the rules of the policy of approvals from now on; Max is its group `desk`. */
    layDown: (rules: string) =>
      publishPolicy(world.ports, TEAM, {
        ...{ kind: 'approvals', note: 'agreed', by: { kind: 'operator', name: 'Dana' } },
        text: `groups: { desk: [max@registry.example] }\nrules:\n${rules}`,
      }),
    /** So much later, as the minute's round of bells would find it. */
    ringAfter: async (hours: number) => {
      pass(hours * 3600);
      await ringBells(world.ports);
    },
    /** Does everything that is queued, as one worker would: in the order in which it was. */
    work: async () => {
      const due = await prisma.task.findMany({ where: { status: 'due' }, orderBy: { id: 'asc' } });
      for (const { id } of due) await deliver(world.ports, id);
    },
  };
}
