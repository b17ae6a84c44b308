import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';

const withDatabase = ['test/{store,services,jobs,journeys}/**/*.test.ts'];
/** Commands in processes of their own: each opens the database anew, which takes the embedded one seconds. */
const withShell = ['test/shell/**/*.test.ts'];
const withBrowser = ['test/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...withDatabase, ...withShell, ...withBrowser],
          testTimeout: 30_000,
        },
      },
      ...[
        { name: 'pglite', include: withDatabase },
        { name: 'postgres', include: [...withDatabase, ...withShell] },
      ].map((project) => ({
        test: {
          ...project,
          globalSetup: ['test/support/databases.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      })),
      {
        test: {
          name: 'browser',
          include: withBrowser,
          globalSetup: ['test/browser/unpacked.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
