import type { Runtime } from '../runtime.js';
import type { RawOut } from '../tools.js';

/** Bytes to stdout, waiting while the reader is slow. Rejects with EPIPE when the reader has gone. */
export const rawOut = (runtime: Runtime): RawOut => ({
  write: (chunk) =>
    new Promise((done, fail) => {
      runtime.stdout.write(chunk, (error) => (error ? fail(error) : done()));
    }),
});
