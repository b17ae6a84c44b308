/** imani.jankowiak@… is Imani Jankowiak, as far as an address tells. */
export function nameOfAddress(email: string | undefined): string {
  const [local = ''] = (email ?? '').split('@');
  const words = local.split(/[._-]+/).filter((word) => word !== '');
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(' ');
}
