import type { Wing } from '../wing.js';
import { searchApp } from './app.js';
import { describeSearchProblem } from './errors.js';
import { forgetWords } from './query/text-index.js';
import { cookeryIndex, seedSearch } from './seed.js';
import { taskQueueOf } from './task-queue.js';

/** Globus Search. */
export const searchWing: Wing = {
  name: 'search',
  ownsPath: (path) => /^\/v1\/(index|index_list|task|task_list)(\/|$)/.test(path),
  app: searchApp,
  describe: describeSearchProblem,
  unauthorizedCode: 'Unauthorized.Generic',
  seed: seedSearch,
  run: (world) => {
    // A reset or an import puts other entries in place of those whose words are known.
    forgetWords(world);
    const queue = taskQueueOf(world);
    queue.start();
    return () => queue.stop();
  },
  env: () => ({ GLOBUS_SANDBOX_INDEX: cookeryIndex }),
};
