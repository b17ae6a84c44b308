import { z } from 'zod';
import { socketUrl } from '../socket-mode-server.ts';
import { type Method, method } from './method.ts';

export const apps: Record<string, Method> = {
  'apps.connections.open': method(z.object({}), (world) => ({ url: socketUrl(world) })),
};
