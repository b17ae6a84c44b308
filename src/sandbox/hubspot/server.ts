import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Company } from '../company/company.ts';
import type { Apps, OAuthApp } from './apps.ts';
import { createAutomation } from './automation.ts';
import { noContract, readContract } from './contract.ts';
import { attend, type Desk } from './desk.ts';
import { createJournal } from './journal.ts';
import { type Budget, createLimits, usualBudget } from './limits.ts';
import { createPortal, type Portal, type PortalEvent, type PortalWrite } from './portal.ts';
import { createTally } from './tally.ts';
import { createSender } from './webhooks/sender.ts';
import { type TargetOptions, target } from './webhooks/target.ts';

export type HubSpotOptions = {
  /** 0 takes any free port. */
  port: number;
  company: Company;
  /** The bearer token that is let in. */
  token: string;
  portalId: number;
  /** The id that the token's app signs its writes with. */
  appId?: number;
  /** Further apps of the account: their ids by their tokens. */
  otherApps?: Record<string, number>;
  /** The same app, installed by OAuth beside its token. */
  oauth?: OAuthApp;
  /** `off` for bulk work; else what each app may ask. */
  limits?: 'hubspot' | 'off' | Budget;
  /** Where events are sent. */
  webhooks?: TargetOptions;
  now?: () => number;
  /** From 0 to below 1: decides on mishaps and failures by chance. */
  chance?: () => number;
  log?: (line: string) => void;
  /** `off` for bulk work; else calls and answers are held to HubSpot's contract. */
  contract?: 'checked' | 'off';
  /** Hears of every change, as a webhook subscriber would. */
  onChange?: (event: PortalEvent) => void;
  /** Hears of every write to a record that is there, also of one that changes nothing. */
  onWrite?: (write: PortalWrite) => void;
};

export type HubSpot = { url: string; portal: Portal; stop: () => Promise<void> };

export async function startHubSpot(options: HubSpotOptions): Promise<HubSpot> {
  const { desk, stop } = createDesk(options);
  const server = createServer((request, response) => void attend(desk, request, response));
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    portal: desk.portal,
    stop: () =>
      new Promise((resolve) => {
        stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createDesk(options: HubSpotOptions): { desk: Desk; stop: () => void } {
  const { company, portalId, appId = 4_100_200, chance = Math.random } = options;
  const { onWrite: noteWrite = () => {} } = options;
  const now = options.now ?? (() => Math.max(Date.now(), company.setting.today));
  const heard: ((event: PortalEvent) => void)[] = [];
  const tell = (event: PortalEvent) => {
    for (const hear of heard) hear(event);
  };
  const portal = createPortal(company, { id: portalId, appId, now, tell, noteWrite });
  const sender = createSender({ portal, now: options.now ?? Date.now, chance });
  if (options.webhooks) sender.pointAt(target.parse(options.webhooks));
  const automation = createAutomation(portal);
  if (options.onChange) heard.push(options.onChange);
  const journal = createJournal(portal);
  heard.push(sender.take, automation.hear, journal.take);
  const { timeZone } = company.workspace;
  const desk: Desk = {
    portal,
    apps: appsOf(options, appId),
    limits: createLimits(budgetOf(options.limits), { now, timeZone }),
    trouble: { planned: [], weather: undefined, chance },
    sender,
    journal,
    tally: createTally(),
    contract: options.contract === 'off' ? noContract : readContract(),
    log: options.log ?? (() => {}),
    alarm: options.log ?? console.error,
  };
  return {
    desk,
    stop: () => {
      automation.stop();
      sender.stop();
    },
  };
}

function appsOf({ token, otherApps = {}, oauth }: HubSpotOptions, appId: number): Apps {
  const tokens = new Map([[token, appId], ...Object.entries(otherApps)]);
  return { tokens, oauth, issued: new Map(), ofJournal: new Map() };
}

function budgetOf(limits: HubSpotOptions['limits'] = 'hubspot'): Budget | undefined {
  if (limits === 'off') return undefined;
  return limits === 'hubspot' ? usualBudget : limits;
}
