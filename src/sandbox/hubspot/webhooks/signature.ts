import { createHash, createHmac } from 'node:crypto';

type Signed = {
  method: string;
  /** The whole public address, query included. */
  url: string;
  body: string;
  secret: string;
  at: number;
};

/** The headers of HubSpot's third signature, which covers address and time. */
export function signV3({ method, url, body, secret, at }: Signed): Record<string, string> {
  const text = method + plainUrl(url) + body + at;
  return {
    'x-hubspot-request-timestamp': String(at),
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(text).digest('base64'),
    'x-hubspot-signature-version': 'v3',
  };
}

/** The first signature covers the body alone. */
export function signV1({ body, secret }: Pick<Signed, 'body' | 'secret'>): Record<string, string> {
  return {
    'x-hubspot-signature': createHash('sha256')
      .update(secret + body)
      .digest('hex'),
    'x-hubspot-signature-version': 'v1',
  };
}

/** HubSpot signs these marks as themselves, even where the address has them encoded. */
function plainUrl(url: string): string {
  return url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent);
}
