import { offerFlowStarts } from '../timers/starts.js';
import type { Wing } from '../wing.js';
import { flowsApp } from './app.js';
import { flowRunnerOf } from './engine/runner.js';
import { AUTHENTICATION_ERROR, describeFlowsProblem } from './errors.js';
import { findFlowScope } from './scopes.js';
import { timerStarts } from './runs/timer-starts.js';
import { MOVE_FLOW, seedFlows } from './seed.js';

/** Globus Flows. */
export const flowsWing: Wing = {
  name: 'flows',
  ownsPath: (path) => /^\/(flows|runs|registered_apis|web_inputs)(\/|$)/.test(path),
  app: (world) => {
    offerFlowStarts(timerStarts);
    return flowsApp(world);
  },
  describe: describeFlowsProblem,
  unauthorizedCode: AUTHENTICATION_ERROR,
  seed: seedFlows,
  findScope: findFlowScope,
  run: (world) => {
    const runner = flowRunnerOf(world);
    runner.startAll();
    const deaf = world.clock.onAdvance(() => runner.poke());
    return async () => {
      deaf();
      await runner.stop();
    };
  },
  env: () => ({ GLOBUS_SANDBOX_FLOW: MOVE_FLOW }),
};
