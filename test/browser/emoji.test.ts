import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { emojiPictures } from '../../src/sandbox/page/emoji-pictures.ts';

it('draws every emoji of the bot itself, for machines without a font of them', () => {
  const wordings = globSync('src/slack/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const written = wordings.flatMap((text) => text.match(/(?<=[\s`'(]:)[a-z_]+(?=:[\s`'])/g) ?? []);
  expect(written).toEqual(expect.arrayContaining(['pushpin', 'x']));
  expect(written.filter((name) => !(name in emojiPictures))).toEqual([]);
});
