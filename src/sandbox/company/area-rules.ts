import { type Area, areasAbroad, enterpriseAreas, midMarketAreas, smallAreas } from './area.ts';
import type { RuleText } from './rule-text.ts';

/** Who gets what by place and size. A territory is a place of one size; abroad it is the place alone. */
export const geographyRules: RuleText[][] = [
  sized('Enterprise', 'ent', enterpriseAreas, {
    says: 'with 1,000 employees or more belong to Enterprise.',
    when: 'employees >= 1000',
  }),
  [
    {
      name: 'Enterprise West',
      says: 'Companies in the western US with more than $50M revenue go to Enterprise West, however few people they have.',
      when: 'in region "US West" and revenue > 50M',
      gives: 'pool "Enterprise West desk"',
      more: ['tags enterprise west'],
    },
  ],
  [
    ...sized('Mid-Market', 'mm', midMarketAreas, {
      says: 'with 200 to 999 employees belong to Mid-Market.',
      when: 'employees between 200 and 999',
    }),
    ...sized('Small business', 'smb', smallAreas, {
      says: 'with fewer than 200 employees belong to Small business.',
      when: 'employees < 200',
    }),
    ...areasAbroad.map(({ key, name, words, when }) => ({
      name,
      says: `Companies of any size in ${words} belong to the team there.`,
      when,
      gives: `territory ${key}`,
    })),
  ],
];

function sized(
  segment: string,
  prefix: string,
  areas: Area[],
  size: { says: string; when: string },
): RuleText[] {
  return areas.map(({ key, name, words, when }) => ({
    name: `${segment}, ${name}`,
    says: `Companies in ${words} ${size.says}`,
    when: `${when} and ${size.when}`,
    gives: `territory ${prefix}-${key}`,
  }));
}
