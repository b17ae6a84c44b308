/** Line breaks and control characters become spaces: databases and Slack stumble over some. */
export function tidyText(text: string): string | undefined {
  const tidy = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return tidy === '' ? undefined : tidy;
}

/** Several values in one, as `a;b`. */
export function listIn(text: string | undefined): string[] {
  const values = (text ?? '').split(';').flatMap((value) => tidyText(value) ?? []);
  return [...new Set(values)];
}
