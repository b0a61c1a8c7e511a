/**
 * `npm run bench`: ratios measured side by side in one run, so that they mean the same on any machine.
 * `npm run bench -- startup batch` runs those only; `--rounds N` sets how many turns; `--strict` fails where an aim is missed.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { batch } from './batch.js';
import { commands } from './commands.js';
import { crowd } from './crowd.js';
import { data } from './data.js';
import { manifest } from './manifest.js';
import { manyFiles } from './many-files.js';
import { type Comparison, scratchFolder } from './measure.js';
import { reads } from './reads.js';
import { scale } from './scale.js';
import { startup } from './startup.js';
import { tab } from './tab.js';
import { memory, transfers } from './transfers.js';
import { walk } from './walk.js';

const parts: Readonly<Record<string, (rounds: number) => Promise<Comparison[]>>> = {
  startup: (rounds) => startup(rounds * 5),
  tab: (rounds) => tab(rounds * 3),
  commands,
  batch,
  manifest: (rounds) => manifest(Math.ceil(rounds / 4)),
  walk: (rounds) => walk(Math.ceil(rounds / 4)),
  transfers,
  reads,
  scale,
  crowd,
  data: (rounds) => data(Math.ceil(rounds / 4)),
  memory: () => memory(),
  'many-files': () => manyFiles(),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, strict: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length)
  throw new Error(`there is no benchmark ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);

const figure = (n: number) => (n >= 100 ? n.toFixed(0) : n.toFixed(1));
const times = (ratio: number) => (ratio < 0.5 ? `1/${(1 / ratio).toFixed(1)}` : ratio.toFixed(2));
let missed = 0;
try {
  for (const [name, run] of Object.entries(parts)) {
    if (positionals.length && !positionals.includes(name)) continue;
    for (const { what, against, ours, theirs, ratio, aim, processor, note } of await run(Number(values.rounds))) {
      const good = ratio <= aim;
      if (!good) missed++;
      console.log(
        `${times(ratio).padStart(7)}  ${what}\n         against ${against} (${figure(ours)} to ${figure(theirs)}); aim ${times(aim)} or less: ${good ? 'met' : 'MISSED'}${processor === undefined || Number.isNaN(processor) ? '' : `; processor time ${times(processor)}`}${note ? `; ${note}` : ''}`,
      );
    }
  }
} finally {
  rmSync(scratchFolder, { recursive: true, force: true });
}
if (missed && values.strict) process.exitCode = 1;
