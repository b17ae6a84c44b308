/** Longer lines are broken where they can be. */
const WIDTH = 100;

export function fits(line: string): boolean {
  return line.length <= WIDTH;
}

/** As many to a line as fit, with commas between. */
export function filled(parts: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, part] of parts.entries()) {
    const piece = index < parts.length - 1 ? `${part},` : part;
    const longer = line === '' ? `${indent}${piece}` : `${line} ${piece}`;
    if (line === '' || fits(longer)) line = longer;
    else {
      lines.push(line);
      line = `${indent}${piece}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** On the line of the lead; where that is too short, each on a line of its own. */
export function listed(lead: string, parts: readonly string[], separator: ',' | ''): string[] {
  if (parts.length === 0) return [`${lead} none`];
  const line = `${lead} ${parts.join(', ')}`;
  if (fits(line)) return [line];
  const last = parts.length - 1;
  return [lead, ...parts.map((part, index) => `  ${part}${index < last ? separator : ''}`)];
}
