/** An error in the shape that HubSpot gives; thrown anywhere, written by the server. */
export class Problem extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, category: string, message: string, more: object = {}) {
    super(message);
    this.status = status;
    const correlationId = crypto.randomUUID();
    this.body = { status: 'error', message, correlationId, category, ...more };
  }
}

export function notFound(what: string): Problem {
  return new Problem(404, 'OBJECT_NOT_FOUND', `${what} does not exist: resource not found`);
}

export function invalid(message: string, more: object = {}): Problem {
  return new Problem(400, 'VALIDATION_ERROR', message, more);
}
