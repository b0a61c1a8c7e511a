// Replaces the world of a folder, and is killed before the given one of the operations on files that this takes: `replace-child.ts
// DIR import|reset|export FOLDER NUMBER`. It ends with 0 where there are fewer.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { exportWorld, importWorld } from '../src/edge/export.js';
import { World } from '../src/world.js';
import { inhabitant } from './replace-world.js';

const [dir = '', how, folder = '', number] = process.argv.slice(2);
let left = Infinity;
for (const name of ['cpSync', 'mkdirSync', 'openSync', 'renameSync', 'rmSync', 'writeFileSync', 'writeSync'] as const) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  fs[name] = ((...args: unknown[]) => {
    if (left-- === 0) {
      // a kill finds a file half written, too
      if (name === 'writeFileSync') real(args[0], String(args[1]).slice(0, 20), args[2]);
      process.kill(process.pid, 'SIGKILL');
    }
    return real(...args);
  }) as never;
}
syncBuiltinESMExports();
const world = new World({ dir }, [inhabitant]);
left = Number(number);
if (how === 'import') await importWorld(world, folder);
else if (how === 'export') await exportWorld(world, folder);
else await world.reset();
left = Infinity;
await world.close();
