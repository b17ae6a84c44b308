import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrmDouble } from './crm.ts';

/** A CRM that outlives the processes which write to it. Each of them is known by its path. */
export async function serveCrm(crm: CrmDouble) {
  const writers: string[] = [];
  const server = createServer(async (request, response) => {
    writers.push(request.url ?? '');
    let body = '';
    for await (const chunk of request) body += chunk;
    response.end(JSON.stringify([...(await crm.writeOwners(JSON.parse(body)))]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Who wrote, one entry a write. */
    writers,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
