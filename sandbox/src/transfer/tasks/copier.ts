// The program of a thread: copies the new small files of one batch after the other. See copiers.ts.
import { closeSync, fstatSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { TaskOptions } from '../state.js';
import { Folder } from '../storage/folder.js';
import type { Batch, Results } from './copiers.js';
import type { Copied, FileCopy } from './draft.js';
import { largestSmallFile, openSource, putSmallFile } from './small-file.js';

parentPort?.on('message', ({ groups, options, algorithm }: Batch) => {
  const results: Results = groups.map(({ from, to, names }) => {
    const [source, destination] = [new Folder(from.fd, from.realPath), new Folder(to.fd, to.realPath)];
    return names.map((name) =>
      tryCopy(options, {
        from: source,
        name,
        to: destination,
        newName: name,
        sourcePath: name,
        destinationPath: name,
        algorithm,
      }),
    );
  });
  parentPort?.postMessage(results);
});
// Says that it is ready.
parentPort?.postMessage([]);

/** Undefined for whatever is not a new small file, and for what failed: the task then does it itself, and says what is wrong. */
function tryCopy(options: TaskOptions, copy: FileCopy): Copied | undefined {
  try {
    const source = openSource(copy);
    try {
      const stats = fstatSync(source);
      return stats.isFile() && stats.size <= largestSmallFile
        ? putSmallFile(options, copy, source, stats, undefined, 'refused')
        : undefined;
    } finally {
      closeSync(source);
    }
  } catch {
    return undefined;
  }
}
