// Fails when the migrations, applied to an empty PGlite, do not give the schema that schema.prisma says.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('./cli.mjs', import.meta.url));
const diff = ['migrate', 'diff', '--from-migrations', 'prisma/migrations'];
const run = spawnSync(
  process.execPath,
  [cli, ...diff, '--to-schema', 'prisma/schema.prisma', '--exit-code', '--script'],
  { encoding: 'utf8', env: { ...process.env, PGLITE_DIR: 'memory://' } },
);
if (run.status === 0) {
  console.log('prisma: schema and migrations are in step');
} else {
  process.stderr.write(`${run.stdout}${run.stderr}`);
  process.stderr.write(
    'prisma: the schema has moved on; put the SQL above in a new folder of prisma/migrations\n',
  );
  process.exit(1);
}
