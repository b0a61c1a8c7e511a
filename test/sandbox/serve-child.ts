// Serves a sandbox in a process of its own, to be killed by a test: `serve-child.ts DIR [BYTES_PER_SECOND]`.
import { startSandbox } from '../../src/sandbox/index.js';

const [dir = '', bytesPerSecond] = process.argv.slice(2);
const sandbox = await startSandbox({ dir, retryMilliseconds: 50, ...(bytesPerSecond === undefined ? {} : { speed: { bytesPerSecond: Number(bytesPerSecond) } }) });
process.stdout.write(`${sandbox.url}\n`);
