import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bin, type Comparison, comparison, node, scratchFile, sideBySide } from './measure.js';
import { pointedAt } from './loopback.js';

const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const many = 1_000_000;
const few = 100_000;

/** The text of so many rows, made once: what the server takes to make them is not the client's doing. */
function rowsText(row: (i: number) => unknown): (count: number) => string {
  const made = new Map<number, string>();
  return (count) => {
    const text = made.get(count) ?? JSON.stringify(Array.from({ length: count }, (_, i) => row(i)));
    made.set(count, text);
    return text;
  };
}

/** Answers with the rows from `offset` on, as `page` makes them. */
async function pagesServer(page: (offset: number, total: number, asked: URL) => string) {
  let total = many;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const asked = new URL(request.url ?? '', 'http://x');
      const { marker } = JSON.parse(Buffer.concat(pieces).toString() || '{}') as { marker?: string };
      const offset = Number(marker ?? asked.searchParams.get('offset') ?? 0);
      const text = page(offset, total, asked);
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setTotal: (to: number) => (total = to),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const flat = async (argv: readonly string[], env: Readonly<Record<string, string>>, setTotal: (n: number) => void) => {
  setTotal(many);
  const ours = (await node(bin, argv, { env, peak: true, quiet: true })).peak ?? NaN;
  setTotal(few);
  const theirs = (await node(bin, argv, { env, peak: true, quiet: true })).peak ?? NaN;
  return { ours, theirs };
};

/** A whole index, against reading the same bytes. */
export async function searchOfMany(): Promise<Comparison[]> {
  const size = 500;
  const rows = rowsText((i) => ({
    subject: `https://data.example/sample-${i}.h5`,
    entries: [{ content: { title: `Sample ${i}`, size: i, tags: ['a', 'b'] }, entry_id: null }],
  }));
  const server = await pagesServer(
    (offset, total) =>
      `{"gmeta":${rows(Math.min(size, total - offset))},"count":${size},"total":${total},"has_next_page":${offset + size < total},"marker":"${offset + size}"}`,
  );
  try {
    const env = {
      ...pointedAt(server.url),
      GLOBUS_SDK_SERVICE_URL_SEARCH: server.url,
      GLOBUS_ACCESS_TOKEN_SEARCH: 'benchmark',
    };
    const argv = ['search', 'query', id, '--all', '-q', '*', '--format', 'ndjson'];
    const reader = scratchFile(
      'reader.cjs',
      `const { request, Agent } = require('node:http');
       const agent = new Agent({ keepAlive: true });
       const ask = (marker) => request(process.argv[2], { method: 'POST', agent }, (answer) => {
         answer.on('data', () => {}).on('end', () => (marker + ${size} < ${many} ? ask(marker + ${size}) : agent.destroy()));
       }).end(JSON.stringify({ marker: String(marker) }));
       ask(0);`,
    );
    const times = await sideBySide(
      () => node(bin, argv, { env, quiet: true }),
      () => node(reader, [`${server.url}/`]),
      1,
    );
    return [
      comparison('globus search query --all, 1,000,000 results to ndjson', 'reading the same bytes', times, 1.5),
      comparison('the same: peak memory in MiB', 'of 100,000 results', await flat(argv, env, server.setTotal), 1.25),
    ];
  } finally {
    server.close();
  }
}

/** A folder of very many entries, which comes in pages as large as the service allows. */
export async function listingOfMany(): Promise<Comparison[]> {
  const rows = rowsText((i) => ({
    DATA_TYPE: 'file',
    name: `sample-${i}.h5`,
    type: 'file',
    size: 1,
    permissions: '0644',
    user: 'ada',
    group: 'ada',
    last_modified: '2026-01-01 00:00:00+00:00',
  }));
  const server = await pagesServer((offset, total, asked) => {
    const limit = Number(asked.searchParams.get('limit') ?? 100_000);
    return `{"DATA_TYPE":"file_list","path":"/","endpoint":"${id}","DATA":${rows(Math.max(0, Math.min(limit, total - offset)))}}`;
  });
  try {
    const argv = ['ls', `${id}:/`];
    const env = pointedAt(server.url);
    server.setTotal(many);
    const listed = (await node(bin, argv, { env })).stdout.split('\n').length - 1;
    const peaks = await flat(argv, env, server.setTotal);
    return [
      comparison(
        'globus ls of a folder of 1,000,000 entries: entries listed',
        'those there are',
        { ours: many / listed, theirs: 1 },
        1,
      ),
      comparison('the same: peak memory in MiB', 'of 100,000 entries', peaks, 1.25),
    ];
  } finally {
    server.close();
  }
}
