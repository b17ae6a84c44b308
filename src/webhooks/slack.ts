import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import type { Route } from './server.ts';

/** How far a request's time may be from ours, both ways: Bolt looks at the past only. */
const SKEW_SECONDS = 300;

const refusals: Record<number, string> = {
  400: 'malformed',
  401: 'not-authentic',
  413: 'too-large',
};

/** Slack's requests on their way to Bolt, which checks their signature; what is refused is counted. */
export function slackRoute(bolt: Route, clock: Clock, metrics: Metrics): Route {
  return (request, response) => {
    response.once('finish', () => {
      const kind = refusals[response.statusCode];
      if (kind) metrics.slack.inc({ outcome: 'refused', kind });
    });
    const sentAt = Number(request.headers['x-slack-request-timestamp']);
    if (sentAt > clock.now().getTime() / 1000 + SKEW_SECONDS) {
      response.writeHead(401).end();
      return;
    }
    return bolt(request, response);
  };
}
