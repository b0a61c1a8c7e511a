import { addScopeFinder } from '../auth/scope-directory.js';
import type { Wing } from '../wing.js';
import { transferApp } from './app.js';
import { AUTHENTICATION_FAILED, describeTransferProblem, transferErrorHeaders } from './errors.js';
import { findTransferScope } from './scopes.js';
import { COLLECTIONS, seedTransfer } from './seed.js';
import { copiersOf } from './tasks/copiers.js';
import { runnerOf } from './tasks/runner.js';

/** Globus Transfer. */
export const transferWing: Wing = {
  name: 'transfer',
  ownsPath: (path) => /^\/(v0\.10\/|v2\/(tunnels|stream_access_points|bookmarks)(\/|$))/.test(path),
  app: transferApp,
  describe: describeTransferProblem,
  unauthorizedCode: AUTHENTICATION_FAILED,
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
    GLOBUS_SANDBOX_COLLECTION: COLLECTIONS.source,
    GLOBUS_SANDBOX_COLLECTION_2: COLLECTIONS.destination,
    GLOBUS_SANDBOX_TUTORIAL: COLLECTIONS.tutorial1,
    GLOBUS_SANDBOX_TUTORIAL_2: COLLECTIONS.tutorial2,
    GLOBUS_SANDBOX_MAPPED_COLLECTION: COLLECTIONS.storage,
    GLOBUS_SANDBOX_GUEST_COLLECTION: COLLECTIONS.guest,
    GLOBUS_SANDBOX_PERSONAL_COLLECTION: COLLECTIONS.personal,
    GLOBUS_SANDBOX_ENDPOINT: COLLECTIONS.gcs,
  }),
};
