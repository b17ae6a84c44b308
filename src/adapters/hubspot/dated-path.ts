const undated = /\/crm\/v[34]\/(objects|associations|owners|properties|pipelines)(?=\/|$)/;

/** The client asks for v3 and v4, whose support ends in 2027: the same calls live on under a date. */
export function datedUrl(url: string, version: string): string {
  const dated = new URL(url);
  // The list of owners is asked for with a slash at the end; dated paths have none.
  dated.pathname = dated.pathname.replace(undated, `/crm/$1/${version}`).replace(/\/$/, '');
  return dated.href;
}
