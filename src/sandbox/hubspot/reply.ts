import type { ServerResponse } from 'node:http';
import type { Answer } from './call.ts';
import type { Failure } from './failures.ts';

export function writeAnswer(response: ServerResponse, { status, body, html }: Answer): void {
  response.statusCode = status;
  if (html !== undefined) {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
  } else if (body === undefined) {
    response.end();
  } else {
    response.setHeader('content-type', 'application/json;charset=utf-8');
    response.end(JSON.stringify(body));
  }
}

export function writeFailure(response: ServerResponse, how: Failure['how']): void {
  switch (how.kind) {
    case 'status':
      writeStatus(response, how);
      break;
    case 'html':
      writeAnswer(response, { status: how.status, html: '<html><h1>Bad gateway</h1></html>' });
      break;
    case 'empty':
      writeAnswer(response, { status: how.status });
      break;
    case 'reset':
    case 'lost-answer':
      response.destroy();
      break;
    case 'trickle':
      trickle(response);
      break;
    case 'hang':
    case 'late-answer':
    case 'partial':
    case 'edit':
      break;
  }
}

function writeStatus(
  response: ServerResponse,
  how: Extract<Failure['how'], { kind: 'status' }>,
): void {
  const { status, message, category, policyName, retryAfter, errors } = how;
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  if (policyName === 'TEN_SECONDLY_ROLLING') {
    response.setHeader('x-hubspot-ratelimit-max', 190);
    response.setHeader('x-hubspot-ratelimit-remaining', 0);
    response.setHeader('x-hubspot-ratelimit-interval-milliseconds', 10_000);
  }
  const named = policyName === undefined ? {} : { policyName, errorType: 'RATE_LIMIT' };
  const correlationId = crypto.randomUUID();
  const told = { status: 'error', message, correlationId, category };
  const body = { ...told, ...named, ...(errors && { errors }) };
  writeAnswer(response, { status, body });
}

function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' });
  response.write('{"results":[');
  const dripping = setInterval(() => response.write(' '), 20);
  dripping.unref();
  response.on('close', () => clearInterval(dripping));
}
