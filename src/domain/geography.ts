import { metros } from './geography/metro.ts';
import { usRegions } from './geography/us-region.ts';
import { worldRegions } from './geography/world-region.ts';
import type { Region } from './rules/rule-set.ts';

/** What a rule may call by name without saying where it lies; a rule set's own region of the same name comes first. */
export const standardRegions: Region[] = [...usRegions, ...worldRegions, ...metros];
