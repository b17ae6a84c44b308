const plain = /^[ -~]*$/;
const accents = /[\u0300-\u036f]+/g;

/** The form in which texts are compared: without case, accents and the space around them. */
export function fold(text: string): string {
  if (plain.test(text)) return text.trim().toLowerCase();
  const bare = text.normalize('NFKD').replaceAll(accents, '').trim();
  // By way of capitals: ß, ẞ and SS are one.
  return bare.toLowerCase().toUpperCase().toLowerCase();
}
