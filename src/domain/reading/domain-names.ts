const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const topLevel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/;

/** What people put into a domain field, as bare lower-case names; what is none is dropped. */
export function domainNames(texts: (string | undefined)[]): string[] {
  const parts = texts.flatMap((text) => text?.split(/[\s,;]+/) ?? []);
  return [...new Set(parts.flatMap((part) => domainName(part) ?? []))];
}

/** `HTTP://www.Acme.com/about` → `acme.com`. */
function domainName(text: string): string | undefined {
  const bare = text.replace(/^[a-z]+:\/\//i, '').replace(/^.*@/, '');
  const url = URL.parse(`http://${bare}`);
  if (!url) return undefined;
  const name = url.hostname.replace(/^www\d?\.(?=.+\.)/, '').replace(/\.$/, '');
  const labels = name.split('.');
  const isName = labels.length > 1 && labels.every((part) => label.test(part));
  return isName && topLevel.test(labels.at(-1) ?? '') ? name : undefined;
}
