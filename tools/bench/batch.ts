import { loopback, pointedAt } from './loopback.js';
import { bin, type Comparison, comparison, node, peakUnder, scratchFile, sideBySide } from './measure.js';

const source = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const destination = '1c2d3e4f-6a3c-4a6e-9d3e-5b7a8b2f0d0e';

/** A batch of many lines built and sent, against a script that reads the same file and writes it as JSON, and sends nothing. */
export async function batch(rounds: number, lines = 100_000): Promise<Comparison[]> {
  const text = Array.from(
    { length: lines },
    (_, i) => `/data/run-${i % 97}/sample-${i}.h5 /archive/2026/run-${i % 97}/sample-${i}.h5`,
  ).join('\n');
  const file = scratchFile('batch.txt', `${text}\n`);
  const plain = scratchFile(
    'plain.mjs',
    `import { readFileSync, writeFileSync } from 'node:fs';
     const DATA = readFileSync(process.argv[2], 'utf8').split('\\n').filter(Boolean).map((line) => {
       const [source_path, destination_path] = line.split(' ');
       return { DATA_TYPE: 'transfer_item', source_path, destination_path };
     });
     writeFileSync('/dev/null', JSON.stringify({ DATA_TYPE: 'transfer', DATA }));`,
  );
  // counted after the times were taken: how long the server reads is not the client's doing
  let received: Buffer = Buffer.alloc(0);
  const server = await loopback(async (request, body) => {
    if (request.method === 'GET') return { value: source };
    received = await body();
    return { DATA_TYPE: 'transfer_result', code: 'Accepted', message: 'Accepted', task_id: source };
  });
  try {
    const env = pointedAt(server.url);
    const argv = ['transfer', source, destination, '--batch', file];
    const times = await sideBySide(
      () => node(bin, argv, { env }),
      () => node(plain, [file]),
      rounds,
    );
    const { DATA } = JSON.parse(received.toString()) as { DATA: unknown[] };
    if (DATA.length !== lines) throw new Error(`the server received ${DATA.length} items`);
    const { peak } = await node(bin, argv, { env, peak: true });
    return [
      comparison(
        `a batch of ${lines.toLocaleString('en')} lines, built and sent`,
        'plain node: the same file to JSON, not sent',
        times,
        2,
      ),
      peakUnder('the same: peak memory in MiB', peak, 300),
    ];
  } finally {
    server.close();
  }
}
