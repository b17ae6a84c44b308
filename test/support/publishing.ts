import { publishRules } from '../../src/services/rules.ts';
import { TEAM, type World } from './world.ts';

export function publish(world: World, text: string, note = '') {
  const by = { kind: 'operator', name: 'dana' } as const;
  return publishRules(world.ports, TEAM, { text, note, by });
}
