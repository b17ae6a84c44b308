import type { ImageElement, SlackFile } from '@slack/types';

/** A link a bot sent may lead to a page or a mailbox, and nowhere else. */
export function safeUrl(url: string): string | undefined {
  return /^(?:https?:|mailto:|tel:)/i.test(url) ? url : undefined;
}

export function addressOf(image: Pick<ImageElement, 'type'> & object): string {
  const { image_url: url, slack_file: file } = image as {
    image_url?: string;
    slack_file?: SlackFile;
  };
  if (url) return safeUrl(url) ?? '';
  if (!file) return '';
  return 'id' in file ? `/files/${file.id}/image` : (safeUrl(file.url) ?? '');
}
