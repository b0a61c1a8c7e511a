import { authTime } from '../auth/consents.js';
import type { World } from '../world.js';

/** The world's time as Flows writes it: microseconds and an offset. */
export const flowsTime = (world: World): string => authTime(world.clock.now());
