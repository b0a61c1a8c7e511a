import type { Wing } from '../wing.js';
import { timersApp } from './app.js';
import { describeTimersProblem } from './errors.js';
import { schedulerOf } from './scheduler.js';
import { dailyTimer, seedTimers } from './seed.js';

/** Globus Timers. */
export const timersWing: Wing = {
  name: 'timer',
  ownsPath: (path) => /^\/(jobs(\/|$)|v2\/timer$)/.test(path),
  app: timersApp,
  describe: describeTimersProblem,
  unauthorizedCode: 'UNAUTHORIZED',
  seed: seedTimers,
  run: (world) => {
    const scheduler = schedulerOf(world);
    scheduler.start();
    return () => {
      scheduler.stop();
      return Promise.resolve();
    };
  },
  env: () => ({ GLOBUS_SANDBOX_TIMER: dailyTimer }),
};
