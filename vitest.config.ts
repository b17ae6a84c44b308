import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';

const withDatabase = ['test/{store,services,jobs,journeys}/**/*.test.ts'];
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
          exclude: [...withDatabase, ...withBrowser],
          testTimeout: 30_000,
        },
      },
      ...['pglite', 'postgres'].map((name) => ({
        test: {
          name,
          include: withDatabase,
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
