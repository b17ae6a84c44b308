/**
 * A word as the index knows it: a 32-bit hash with the workspace in it, so that workspaces never share a posting list.
 * Two words may fall on one key; who reads the index compares the names themselves.
 */
export function wordKey(workspaceId: string, word: string): number {
  return scramble(hash(word, hash(workspaceId, 0x811c9dc5)));
}

/** FNV-1a. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value;
}

/** FNV leaves the high bits of short words alike; this spreads them (the last step of MurmurHash3). */
function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
