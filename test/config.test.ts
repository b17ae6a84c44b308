import { describe, expect, it } from 'vitest';
import { needSlack, readConfig } from '../src/config.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-secret-of-slack' };

describe('the settings', () => {
  it('need no more than Slack’s two keys', () => {
    const config = readConfig(slack);
    expect(config.database).toEqual({ dir: './data/pg' });
    expect(needSlack(config)).toMatchObject({ apiUrl: 'https://slack.com/api' });
  });

  it('take an empty line of .env for nothing', () => {
    expect(readConfig({ ...slack, DATABASE_URL: '', PORT: '' }).http.port).toBe(3000);
  });

  it.each([
    ['PORT', { PORT: 'eighty' }],
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xoxp-somebody' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['ROLE', { ROLE: 'king' }],
  ])('name a wrong %s and where to look', (name, wrong) => {
    expect(() => readConfig({ ...slack, ...wrong })).toThrow(
      new RegExp(`\\.env\\.example[^]*${name}`),
    );
  });

  it('ask for no signing secret where events come over Socket Mode', () => {
    const way = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-1' };
    const keys = {
      ...{ botToken: 'xoxb-1', appToken: 'xapp-1' },
      ...{ apiUrl: 'https://slack.com/api', postsPerSecond: 1 },
    };
    expect(needSlack(readConfig(way))).toEqual(keys);
    expect(needSlack(readConfig({ ...slack, ...way }))).toEqual(keys);
  });

  it.each([
    [{}],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }],
    [{ SLACK_APP_TOKEN: 'xapp-1' }],
    [{ SLACK_SIGNING_SECRET: 'a-secret-of-slack' }],
  ])('say which keys of Slack are needed: %o is too little', (given) => {
    expect(() => needSlack(readConfig(given))).toThrow(
      /SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET.*SLACK_BOT_TOKEN and SLACK_APP_TOKEN/,
    );
  });

  describe('of the CRM', () => {
    it('take HubSpot where its token is set, and none where it is not', () => {
      expect(readConfig({ ...slack, HUBSPOT_TOKEN: 'pat-1' }).crm?.kind).toBe('hubspot');
      expect(readConfig(slack).crm).toBeUndefined();
    });

    it('take sheets only where they say so', () => {
      const accountUrl = 'https://wiki.example/accounts/{id}';
      expect(readConfig({ ...slack, CRM: 'csv', SHEET_ACCOUNT_URL: accountUrl }).crm).toEqual({
        ...{ kind: 'csv', accountUrl },
      });
      expect(() => readConfig({ ...slack, SHEET_ACCOUNT_URL: 'https://wiki.example' })).toThrow(
        /SHEET_ACCOUNT_URL: has to hold \{id\}/,
      );
    });

    it.each([
      { HUBSPOT_TOKEN: 'pat-1' },
      { HUBSPOT_REFRESH_TOKEN: 'r', HUBSPOT_CLIENT_ID: 'i', HUBSPOT_CLIENT_SECRET: 's' },
    ])('refuse two homes for one account: %o', (hubspot) => {
      expect(() => readConfig({ ...slack, ...hubspot, CRM: 'csv' })).toThrow(
        /CRM=csv, and HubSpot is set as well.*Take out/,
      );
    });
  });
});
