import { readdirSync } from 'node:fs';
import os from 'node:os';
import type { Bench, Figure } from './figure.ts';

const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !['run.ts', 'figure.ts'].includes(file))
  .map((file) => file.slice(0, -'.ts'.length));
const [name = '', ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`npm run bench -- NAME [--json]\n  NAME is one of: ${names.join(', ')}`);
  process.exit(2);
}

const { bench }: { bench: Bench } = await import(`./${name}.ts`);
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const figures = await bench({ say, args: args.filter((word) => word !== '--json') });
const [cpu] = os.cpus();
const machine = `${os.availableParallelism()} x ${cpu?.model ?? 'unknown'}, Node ${process.version}`;
if (args.includes('--json')) console.log(JSON.stringify({ bench: name, machine, figures }));
else print(figures, machine);
process.exit(figures.every(({ met }) => met) ? 0 : 1);

function print(shown: Figure[], where: string): void {
  console.log(`${name} on ${where}`);
  const width = Math.max(...shown.map((figure) => figure.name.length));
  for (const { name: what, value, unit, goal, met } of shown) {
    console.log(`  ${what.padEnd(width)}  ${value} ${unit}  (${goal}${met ? '' : ', MISSED'})`);
  }
}
