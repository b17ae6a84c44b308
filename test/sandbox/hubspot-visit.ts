import { Client } from '@hubspot/api-client';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpotOptions, startHubSpot } from '../../src/sandbox/hubspot/server.ts';

const token = 'pat-sandbox';

/** A running HubSpot with the official client and a bare caller at its door. */
export async function visitHubSpot(options: Partial<HubSpotOptions> & { accounts?: number } = {}) {
  const company = options.company ?? createCompany({ seed: 7, accounts: options.accounts ?? 400 });
  const hubspot = await startHubSpot({
    port: 0,
    token,
    portalId: 4242,
    limits: 'off',
    ...options,
    company,
  });
  const client = new Client({
    accessToken: token,
    basePath: hubspot.url,
    numberOfApiCallRetries: 0,
  });
  const call = (method: string, path: string, body?: unknown) =>
    fetch(hubspot.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await call(method, path, body);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    company,
    client,
    call,
    ask,
    url: hubspot.url,
    portal: hubspot.portal,
    stop: hubspot.stop,
  };
}
