import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { loopback, pointedAt } from './loopback.js';
import {
  bin,
  type Comparison,
  comparison,
  node,
  peakUnder,
  scratchFile,
  scratchFolder,
  sideBySide,
} from './measure.js';

const source = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const destination = '1c2d3e4f-6a3c-4a6e-9d3e-5b7a8b2f0d0e';

/** A manifest of very many lines, split and submitted, against a script that reads it and writes it as JSON, and sends nothing. */
export async function manifest(rounds: number, lines = 1_000_000): Promise<Comparison[]> {
  const file = join(scratchFolder, 'manifest.csv');
  const out = createWriteStream(file);
  for (let from = 0; from < lines; from += 10_000) {
    const block = Array.from({ length: 10_000 }, (_, k) => {
      const i = from + k;
      return `/data/run-${i % 97}/sample-${i}.h5,/archive/2026/run-${i % 97}/sample-${i}.h5\n`;
    });
    if (!out.write(block.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  const plain = scratchFile(
    'plain-manifest.mjs',
    `import { readFileSync, writeFileSync } from 'node:fs';
     const DATA = readFileSync(process.argv[2], 'utf8').split('\\n').filter(Boolean).map((line) => {
       const [source_path, destination_path] = line.split(',');
       return { DATA_TYPE: 'transfer_item', source_path, destination_path };
     });
     writeFileSync('/dev/null', JSON.stringify({ DATA_TYPE: 'transfer', DATA }));`,
  );
  let [tasks, items] = [0, 0];
  let counts = true;
  const server = await loopback(async (request, body) => {
    if (request.method === 'GET') return { value: source };
    const text = await body();
    tasks++;
    if (counts) items += (JSON.parse(text.toString()) as { DATA: unknown[] }).DATA.length;
    return { DATA_TYPE: 'transfer_result', code: 'Accepted', message: 'Accepted', task_id: source };
  });
  try {
    const env = { ...pointedAt(server.url), GLOBUS_CONFIG_DIR: join(scratchFolder, 'manifest-config') };
    // another name each time: under one name it is submitted once
    let run = 0;
    const argv = () => ['transfer', source, destination, '--manifest', file, '--group', `bench-${++run}`];
    await node(bin, argv(), { env });
    if (items !== lines || tasks !== Math.ceil(lines / 100_000))
      throw new Error(`the server received ${items} items in ${tasks} tasks`);
    // how long the server reads is not the client's doing
    counts = false;
    const times = await sideBySide(
      () => node(bin, argv(), { env }),
      () => node(plain, [file]),
      rounds,
    );
    const { peak } = await node(bin, argv(), { env, peak: true });
    return [
      comparison(
        `a manifest of ${lines.toLocaleString('en')} lines, split and submitted`,
        'plain node: the same file to JSON, not sent',
        times,
        3,
      ),
      peakUnder('the same: peak memory in MiB', peak, 300),
    ];
  } finally {
    server.close();
  }
}
