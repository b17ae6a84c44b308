const places: [RegExp, string][] = [
  [/^\/crm\/v[34]\/(objects|associations|owners|properties|pipelines)(?=\/|$)/, '/crm/$1'],
];

/** The client asks for v3 and v4, whose support ends in 2027: the same calls live on under a date. */
export function datedUrl(url: string, version: string): string {
  const dated = new URL(url);
  for (const [old, place] of places) {
    dated.pathname = dated.pathname.replace(old, `${place}/${version}`);
  }
  // The client asks for the list of owners with a slash at the end, dated paths have none.
  dated.pathname = dated.pathname.replace(/\/$/, '');
  return dated.href;
}
