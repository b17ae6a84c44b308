import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateManifest } from '../../src/block-kit/manifest.ts';
import { validateMessage, validateOptions, validateView } from '../../src/block-kit/validate.ts';
import { goodBlocks, goodElements } from './samples.ts';

const samples = [
  ...Object.values(goodBlocks).map(({ block }) => block),
  ...Object.values(goodElements),
];

/** A good block with one of its values, at any depth, replaced by anything. */
const damaged = fc
  .tuple(fc.constantFrom(...samples), fc.nat(), fc.jsonValue({ maxDepth: 2 }))
  .map(([block, place, value]) => {
    let left = place % 12;
    return JSON.parse(JSON.stringify(block), (key, kept) => {
      left -= 1;
      return left === 0 && key !== '' ? value : kept;
    });
  });

it('has an answer to anything, and never a fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), damaged, (anything, block) => {
      const blocks = [block];
      validateMessage({ text: anything, blocks: anything, attachments: [{ blocks }] });
      validateMessage({ blocks });
      validateView({ type: 'modal', blocks, title: anything });
      validateOptions({ options: anything });
      validateManifest({ features: anything, display_information: anything });
    }),
    { numRuns: 300 },
  );
});

it('takes a name that every object has for what it is: unknown', () => {
  expect(validateMessage({ text: 'x', blocks: [{ type: { toString: {} } }] })).not.toEqual([]);
  for (const type of ['valueOf', 'constructor', '__proto__']) {
    expect(validateMessage({ text: 'x', blocks: [{ type }] })).not.toEqual([]);
    const odd = { type: 'section', text: { type: 'plain_text', text: 'x' }, [type]: 1 };
    expect(validateMessage({ text: 'x', blocks: [odd] })).not.toEqual([]);
  }
});

it('names a place within the payload for every problem', () => {
  fc.assert(
    fc.property(damaged, (block) => {
      for (const { pointer } of validateMessage({ text: 'x', blocks: [block] })) {
        expect(pointer).toMatch(/^\/blocks/);
      }
    }),
    { numRuns: 200 },
  );
});
