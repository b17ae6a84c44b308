import type { TextObject } from '@slack/types';
import { Mrkdwn, PlainText } from '../mrkdwn-text.tsx';

export function Text({ of }: { of: TextObject }) {
  return of.type === 'mrkdwn' ? <Mrkdwn text={of.text} /> : <PlainText text={of.text} />;
}
