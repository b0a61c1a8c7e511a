// Serves a sandbox in a process of its own, to be killed by a test: `serve-child.ts DIR [BYTES_PER_SECOND | COPIER]`. Its key is in DIR/key.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../src/index.js';

const [dir = '', more] = process.argv.slice(2);
const how =
  more === undefined
    ? {}
    : URL.canParse(more)
      ? { copier: new URL(more) }
      : { speed: { bytesPerSecond: Number(more) } };
const sandbox = await startSandbox({ dir, retryMilliseconds: 50, ...how });
writeFileSync(join(dir, 'key'), sandbox.env['GLOBUS_SANDBOX_KEY'] ?? '', { mode: 0o600 });
process.stdout.write(`${sandbox.url}\n`);
