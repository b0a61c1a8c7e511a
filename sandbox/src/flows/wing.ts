import { addScopeFinder } from '../auth/scope-directory.js';
import { offerFlowStarts } from '../timers/starts.js';
import type { Wing } from '../wing.js';
import { flowsApp } from './app.js';
import { flowRunnerOf } from './engine/runner.js';
import { authenticationError, describeFlowsProblem } from './errors.js';
import { allFlowScopes, findFlowScope } from './scopes.js';
import { offerRuns } from './actions/flow-run.js';
import { runsOfActions } from './runs/action-runs.js';
import { timerStarts } from './runs/timer-starts.js';
import { moveFlow, seedFlows } from './seed.js';

/** Globus Flows. */
export const flowsWing: Wing = {
  name: 'flows',
  // Below its prefix, which is the same word, `/flows/x` could be anything: without it, only what flows are called by is theirs.
  ownsPath: (path) =>
    /^\/(flows(\/(validate|[0-9a-f-]{36})|\/?$)|runs|batch\/runs|registered_apis|web_inputs)(\/|$)/i.test(path),
  app: (world) => {
    offerFlowStarts(timerStarts);
    offerRuns(runsOfActions);
    return flowsApp(world);
  },
  describe: describeFlowsProblem,
  unauthorizedCode: authenticationError,
  onlyRead: /^\/flows\/(validate|[^/]+\/validate_run)$/,
  seed: seedFlows,
  join: (world) => addScopeFinder(world, findFlowScope, allFlowScopes),
  run: (world) => {
    const runner = flowRunnerOf(world);
    runner.startAll();
    const unsubscribe = world.clock.onAdvance(() => runner.poke());
    return async () => {
      unsubscribe();
      await runner.stop();
    };
  },
  env: () => ({ GLOBUS_SANDBOX_FLOW: moveFlow }),
};
