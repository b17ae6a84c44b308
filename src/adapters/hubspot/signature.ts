import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Push } from '../../ports.ts';

export type PushSettings = {
  /** The app's client secret. */
  secret: string;
  /** The address as HubSpot knows it, without a path: what stands in `Host` may be a proxy's. */
  publicUrl: string;
  /** The first signature covers the body alone, so what was sent once can be sent again by anybody. */
  signature: 'v3' | 'v1';
};

/** How far a push's time may be from ours, both ways. */
const SKEW_MS = 5 * 60_000;

/** Why it is not HubSpot's; undefined where it is. */
export function flawInSignature(push: Push, settings: PushSettings): string | undefined {
  return settings.signature === 'v1' ? flawInV1(push, settings) : flawInV3(push, settings);
}

function flawInV3(
  { method, path, headers, body, at }: Push,
  { secret, publicUrl }: PushSettings,
): string | undefined {
  const sentAt = headers['x-hubspot-request-timestamp'] ?? '';
  if (!/^\d+$/.test(sentAt)) return 'it has no time';
  if (Math.abs(at.getTime() - Number(sentAt)) > SKEW_MS) return 'its time is not ours';
  const expected = createHmac('sha256', secret)
    .update(`${method}${plainUrl(publicUrl + path)}`)
    .update(body)
    .update(sentAt)
    .digest('base64');
  return flawBetween(headers['x-hubspot-signature-v3'], expected);
}

function flawInV1({ headers, body }: Push, { secret }: PushSettings): string | undefined {
  const expected = createHash('sha256').update(secret).update(body).digest('hex');
  return flawBetween(headers['x-hubspot-signature'], expected);
}

function flawBetween(given: string | undefined, expected: string): string | undefined {
  if (given === undefined) return 'it is not signed';
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  const isSame = one.length === other.length && timingSafeEqual(one, other);
  return isSame ? undefined : 'its signature is another’s';
}

/** HubSpot signs these marks as themselves, even where the address has them encoded. */
function plainUrl(url: string): string {
  return url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent);
}
