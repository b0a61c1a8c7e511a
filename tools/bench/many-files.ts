import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pointedAt } from './loopback.js';
import { bin, type Comparison, comparison, node } from './measure.js';

const one = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const other = '1c2d3e4f-6a3c-4a6e-9d3e-5b7a8b2f0d0e';
const task = '5e4f3e4f-6a3c-4a6e-9d3e-5b7a8b2f0d0e';
const perFolder = 1000;

const entry = (name: string, type: string) => ({
  DATA_TYPE: 'file',
  name,
  type,
  size: type === 'dir' ? 4096 : 1000,
  permissions: '0644',
  user: 'ada',
  group: 'ada',
  last_modified: '2026-01-01 00:00:00+00:00',
  link_target: null,
});
const list = (entries: readonly object[]) =>
  JSON.stringify({ DATA_TYPE: 'file_list', total: entries.length, DATA: entries });

/** Two collections with so many files in folders of a thousand; those of the second have other names where it is to be filled. */
function collections(files: number) {
  const top = list(Array.from({ length: files / perFolder }, (_, i) => entry(`folder-${i}`, 'dir')));
  const names = (start: string) =>
    list(Array.from({ length: perFolder }, (_, i) => entry(`${start}-of-a-longer-name-${i}.h5`, 'file')));
  const [same, others] = [names('file'), names('else')];
  return (id: string, path: string): string =>
    path.split('/').filter(Boolean).length === 0 ? top : id === one || !path.includes('else') ? same : others;
}

/** What walks, compares and copies very many files, by the memory that it takes above that of a hundredth of them. */
export async function manyFiles(files = 1_000_000): Promise<Comparison[]> {
  let answer = collections(files);
  let items = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const say = (text: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    const [, id = ''] = /endpoint\/([^/]+)/.exec(pathname) ?? [];
    const path = searchParams.get('path') ?? '/';
    if (pathname.endsWith('/ls'))
      say(id === other && path === '/empty/' ? list([]) : answer(id, path.replace('/else', '')));
    else if (pathname.endsWith('/stat')) say(JSON.stringify(entry('x', 'dir')));
    else if (pathname.endsWith('/submission_id')) say(JSON.stringify({ value: task }));
    else if (pathname.includes('/endpoint/'))
      say(JSON.stringify({ id, display_name: id, entity_type: 'GCSv5_mapped_collection' }));
    else if (request.method === 'POST') {
      let [text, last] = ['', ''];
      request.on('data', (chunk: Buffer) => {
        text = last + chunk.toString('latin1');
        items += text.split('"source_path"').length - 1;
        last = text.slice(-12);
      });
      request.on('end', () =>
        say(JSON.stringify({ DATA_TYPE: 'transfer_result', code: 'Accepted', message: 'Accepted', task_id: task })),
      );
    } else say(JSON.stringify({ task_id: task, status: 'SUCCEEDED', files_transferred: 0, bytes_transferred: 0 }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const env = pointedAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const peakOf = async (argv: readonly string[]) =>
    (await node(bin, argv, { env, peak: true, quiet: true })).peak ?? NaN;
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['find', ['find', `${one}:/`]],
    ['du', ['du', `${one}:/`]],
    ['tree', ['tree', `${one}:/`]],
    ['check', ['check', `${one}:/`, `${other}:/`]],
    ['sync --plan', ['sync', '--plan', `${one}:/`, `${other}:/`]],
    ['sync to an empty folder', ['sync', `${one}:/`, `${other}:/empty`]],
  ];
  try {
    const found: Comparison[] = [];
    for (const [what, argv] of lines) {
      answer = collections(files / 100);
      const small = await peakOf(argv);
      answer = collections(files);
      items = 0;
      const begun = performance.now();
      const large = await peakOf(argv);
      const seconds = (performance.now() - begun) / 1000;
      if (what.endsWith('empty folder') && items !== files) throw new Error(`${items} items were submitted`);
      found.push(
        comparison(
          `${what}: ${files.toLocaleString('en')} files, memory above that of a hundredth of them`,
          '64 MiB',
          { ours: large - small, theirs: 64 },
          1,
          `${small.toFixed(0)} and ${large.toFixed(0)} MiB, ${seconds.toFixed(0)} s`,
        ),
      );
    }
    return found;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
