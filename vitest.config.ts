import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';
import { keepCompiled } from './test/support/compiled.ts';

const withDatabase = ['test/{store,services,jobs,journeys}/**/*.test.ts'];
/** Journeys tell of the wire, which is the same over either database: those that tell most go over the embedded one too. */
const onEmbedded = [
  'test/{store,services,jobs}/**/*.test.ts',
  'test/journeys/{approvals,crash,import-crash,shell,whoowns}.test.ts',
];
/** Commands in processes of their own: each opens the database anew, which takes the embedded one seconds. */
const withShell = ['test/shell/**/*.test.ts'];
const withBrowser = ['test/browser/**/*.test.ts'];
/** Whatever hangs ends some day; a machine that is busy is no fault. */
const patient = { testTimeout: 300_000, hookTimeout: 300_000 };
/** A worker loads modules once, as a bot does, instead of once a file: the product keeps no state in them. */
const likeOneProcess = { ...patient, isolate: false };

keepCompiled();

export default defineConfig({
  test: {
    // One more than cores: bots that are killed, and people who wait for them, are idle for much of their time.
    maxWorkers: 3,
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...withDatabase, ...withShell, ...withBrowser],
          ...likeOneProcess,
        },
      },
      ...[
        { name: 'pglite', include: onEmbedded },
        { name: 'postgres', include: [...withDatabase, ...withShell] },
      ].map((project) => ({
        test: {
          ...project,
          globalSetup: ['test/support/databases.ts'],
          ...likeOneProcess,
        },
      })),
      {
        test: {
          name: 'browser',
          include: withBrowser,
          globalSetup: ['test/browser/unpacked.ts', 'test/support/databases.ts'],
          ...patient,
        },
      },
    ],
  },
});
