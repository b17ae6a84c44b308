/** A few rules that show each way of deciding; `more` rules follow them in the geography. */
export function aRuleFile(more: string[] = []): string {
  return `
rule set "Routing 2026"
layers named accounts, vertical, geography, catch-all
ties most specific, oldest

list "Board accounts" = cedarfreight.example
pool "Healthcare desk" round robin = ada.lind@registry.example

rule "Board accounts"
  in named accounts, priority 1
  says "The board looks after these companies by hand."
  when domain in list "Board accounts"
  then review

rule "Big healthcare"
  in vertical, priority 1
  says "Healthcare from 5,000 employees on is dealt in turn."
  when industry = Healthcare and employees >= 5000
  then pool "Healthcare desk"

rule "West"
  in geography, priority 1
  says "Companies in the western US are Ada’s."
  when country = US and state in (CA, OR, WA)
  then rep ada.lind@registry.example
  owner ops@registry.example

rule "Rest of the US"
  in geography, priority 2
  says "All other companies in the US are Ben’s."
  when country = US
  then rep ben.okoye@registry.example

${more.join('\n')}
rule "Everything else"
  in catch-all, priority 1
  says "What no rule takes is looked at by hand."
  when always
  then review
`;
}

/** So many more rules, for lists that are longer than a page. */
export function manyRules(count: number): string[] {
  return Array.from({ length: count }, (_, nth) => {
    const days = nth === 0 ? '  until 2026-01-31\n' : '';
    return `rule "Area ${nth + 1}"
  in geography, priority ${nth + 3}
  when country = DE and zip starts with ${10 + nth}
  then rep ben.okoye@registry.example
${days}`;
  });
}
