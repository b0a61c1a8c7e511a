import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { describeTimersProblem } from './errors.js';
import { timerRoutes } from './routes.js';

/** The routes of Globus Timers. */
export function timersApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'timer', describeTimersProblem, 'NOT_FOUND');
  timerRoutes(app, world);
  return finish();
}
