import { byRequest } from './bot-requests.ts';
import type { Courier } from './courier.ts';
import { bySocket } from './socket-mode.ts';

/** A bot that has opened a connection is told everything there, and nothing at its request URL. */
export const dispatch: Courier = (world, parcel) =>
  world.sockets.length > 0 ? bySocket(world, parcel) : byRequest(world, parcel);
