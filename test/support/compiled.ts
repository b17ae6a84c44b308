import { fileURLToPath } from 'node:url';

/** Bots, commands and demos in processes of their own load the same modules again and again: Node keeps them compiled. */
export function keepCompiled(): void {
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../../node_modules/.cache/compiled', import.meta.url),
  );
}
