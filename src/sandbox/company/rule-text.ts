/** A rule as people write it: what it is called, what a rep is told, whom it takes and where that goes. */
export type RuleText = {
  name: string;
  says: string;
  when: string;
  gives: string;
  /** Lines beside these: roles, tags, approval, days. */
  more?: string[];
};

/** Rules of one layer, the first one first. Those of one group stand side by side. */
export function layerText(layer: string, groups: RuleText[][], owner: string): string {
  return groups
    .flatMap((group, nth) => group.map((rule) => ruleText(rule, layer, nth + 1, owner)))
    .join('\n\n');
}

function ruleText(
  { name, says, when, gives, more = [] }: RuleText,
  layer: string,
  priority: number,
  owner: string,
): string {
  const head = [`in ${layer}, priority ${priority}`, `says "${says}"`, `when ${when}`];
  const lines = [...head, `then ${gives}`, ...more, `owner ${owner}`];
  return [`rule "${name}"`, ...lines].join('\n  ');
}
