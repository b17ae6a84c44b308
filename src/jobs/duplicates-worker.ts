/** The thread that looks for duplicates: takes the book by the page, then compares. */
import { parentPort } from 'node:worker_threads';
import { findDuplicates } from '../domain/matching/duplicates.ts';
import { type Profile, profileOf } from '../domain/matching/profile.ts';
import type { Handed } from './duplicates.ts';

const book: Profile[] = [];

parentPort?.on('message', (handed: Handed) => {
  if (handed === 'all') return parentPort?.postMessage(findDuplicates(book));
  for (const company of handed) book.push(profileOf(company));
});
