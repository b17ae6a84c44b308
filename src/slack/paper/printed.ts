/** What was worded for Slack as it can be printed: people by their names, days as days, links with their addresses. */
export function printed(words: string, nameOf: (slackUserId: string) => string): string {
  return words
    .replace(/<@(\w+)>/g, (_, id: string) => nameOf(id))
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/(?:^|(?<=\s)):[a-z_]+: ?/g, '')
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
