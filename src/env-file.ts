import { existsSync } from 'node:fs';

/** Loaded before anything else by npm's scripts. Node's own switch says so at each command where there is none. */
if (existsSync('.env')) process.loadEnvFile('.env');
