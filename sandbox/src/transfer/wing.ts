import { addScopeFinder } from '../auth/scope-directory.js';
import type { Wing } from '../wing.js';
import { transferApp } from './app.js';
import { authenticationFailed, describeTransferProblem, transferErrorHeaders } from './errors.js';
import { findTransferScope } from './scopes.js';
import { seededCollections, seedTransfer } from './seed.js';
import { copiersOf } from './tasks/copiers.js';
import { runnerOf } from './tasks/runner.js';

/** Globus Transfer. */
export const transferWing: Wing = {
  name: 'transfer',
  ownsPath: (path) => /^\/(v0\.10\/|v2\/(tunnels|stream_access_points|bookmarks)(\/|$))/.test(path),
  app: transferApp,
  describe: describeTransferProblem,
  unauthorizedCode: authenticationFailed,
  failureCodes: { 500: 'InternalError', 503: 'ServiceUnavailable' },
  errorHeaders: transferErrorHeaders,
  seed: seedTransfer,
  join: (world) => addScopeFinder(world, findTransferScope),
  run: (world) => {
    const runner = runnerOf(world);
    runner.startAll();
    const subscriptions = [world.clock.onAdvance(() => runner.poke()), world.faults.onChange(() => runner.poke())];
    return async () => {
      for (const unsubscribe of subscriptions) unsubscribe();
      await runner.stop();
      await copiersOf(world)?.stop();
    };
  },
  env: () => ({
    GLOBUS_SANDBOX_COLLECTION: seededCollections.source,
    GLOBUS_SANDBOX_COLLECTION_2: seededCollections.destination,
    GLOBUS_SANDBOX_TUTORIAL: seededCollections.tutorial1,
    GLOBUS_SANDBOX_TUTORIAL_2: seededCollections.tutorial2,
    GLOBUS_SANDBOX_MAPPED_COLLECTION: seededCollections.storage,
    GLOBUS_SANDBOX_GUEST_COLLECTION: seededCollections.guest,
    GLOBUS_SANDBOX_PERSONAL_COLLECTION: seededCollections.personal,
    GLOBUS_SANDBOX_ENDPOINT: seededCollections.gcs,
  }),
};
