import type { Reporter, TestModule } from 'vitest/node';

/** Says in the end what ran on which database, and closes with a line that CI reads. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = new Map<string, { passed: number; failed: number }>();
    for (const module of modules) {
      const count = counts.get(module.project.name) ?? { passed: 0, failed: 0 };
      counts.set(module.project.name, count);
      if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') count.passed += 1;
        else count.failed += 1;
      }
    }
    const all = [...counts.values()];
    for (const [name, { passed, failed }] of counts) {
      console.log(`${(titles[name] ?? name).padEnd(34)} ${passed} passed, ${failed} failed`);
    }
    const passed = all.reduce((sum, count) => sum + count.passed, 0);
    const failed = all.reduce((sum, count) => sum + count.failed, errors.length);
    console.log(`\n${passed} passed, ${failed} failed`);
  }
}

const titles: Record<string, string> = {
  pure: 'without a database',
  pglite: 'on the embedded database (PGlite)',
  postgres: 'on a real PostgreSQL',
  browser: 'in a real browser',
};
