import type { Wing } from '../wing.js';
import { computeApp } from './app.js';
import { describeComputeProblem } from './errors.js';
import { seedCompute, tutorialEndpoint } from './seed.js';
import { workersOf } from './workers.js';

/** Globus Compute. */
export const computeWing: Wing = {
  name: 'compute',
  ownsPath: (path) =>
    /^\/(v2\/(version|endpoints|functions|submit|tasks|batch_status|taskgroup|get_amqp_result_connection_url)|v3\/(endpoints|functions))(\/|$)/.test(
      path,
    ),
  app: computeApp,
  describe: describeComputeProblem,
  unauthorizedCode: 'USER_UNAUTHENTICATED',
  onlyRead: /^\/v2\/batch_status$/,
  seed: seedCompute,
  run: (world) => {
    const workers = workersOf(world);
    workers.start();
    return () => workers.stop();
  },
  env: () => ({ GLOBUS_SANDBOX_COMPUTE_ENDPOINT: tutorialEndpoint }),
};
