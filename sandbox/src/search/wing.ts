import type { Wing } from '../wing.js';
import type { World } from '../world.js';
import { searchApp } from './app.js';
import { describeSearchProblem } from './errors.js';
import { contentsOf, forgetContents, prepareContents } from './query/contents.js';
import { cookeryIndex, seedSearch } from './seed.js';
import { searchState } from './state.js';
import { taskQueueOf } from './task-queue.js';

/** Reads every index after a start, so that the first search of a large one does not have to. */
async function readAhead(world: World, isOver: () => boolean): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await prepareContents(world, isOver);
  for (const id of [...searchState(world).indexes.values()].map((index) => index.id))
    if (!isOver()) await contentsOf(world, id).readAhead(isOver);
}

/** Globus Search. */
export const searchWing: Wing = {
  name: 'search',
  ownsPath: (path) => /^\/v1\/(index|index_list|task|task_list)(\/|$)/.test(path),
  app: searchApp,
  describe: describeSearchProblem,
  unauthorizedCode: 'Unauthorized.Generic',
  onlyRead: /^\/v1\/index\/[^/]+\/(search|scroll)$/,
  seed: seedSearch,
  run: (world) => {
    // A reset or an import puts other entries in place of those that were known.
    forgetContents(world);
    const queue = taskQueueOf(world);
    queue.start();
    const over = new AbortController();
    const reading = readAhead(world, () => over.signal.aborted);
    return async () => {
      over.abort();
      await reading;
      await queue.stop();
    };
  },
  env: () => ({ GLOBUS_SANDBOX_INDEX: cookeryIndex }),
};
