// Serves a sandbox in a process of its own, to be killed by a test: `serve-child.ts DIR [BYTES_PER_SECOND | COPIER]`.
import { startSandbox } from '../src/index.js';

const [dir = '', more] = process.argv.slice(2);
const how =
  more === undefined
    ? {}
    : URL.canParse(more)
      ? { copier: new URL(more) }
      : { speed: { bytesPerSecond: Number(more) } };
const sandbox = await startSandbox({ dir, retryMilliseconds: 50, ...how });
process.stdout.write(`${sandbox.url}\n`);
