import type { Wing } from '../wing.js';
import { gcsApp } from './app.js';
import { describeGcsProblem, notAuthorized } from './errors.js';
import { seedGcs, storageGateway } from './seed.js';

/** The GCS Manager API of the sandbox's endpoints. Their scopes follow from the endpoints, which Transfer knows. */
export const gcsWing: Wing = {
  name: 'gcs',
  ownsPath: (path) =>
    /^\/api\/(info|endpoint|collections|storage_gateways|user_credentials|roles|nodes|sharing_policies)(\/|$)/.test(
      path,
    ),
  app: gcsApp,
  describe: describeGcsProblem,
  unauthorizedCode: notAuthorized,
  seed: seedGcs,
  env: () => ({ GLOBUS_SANDBOX_STORAGE_GATEWAY: storageGateway }),
};
