import { setTimeout as delay } from 'node:timers/promises';
import { loopback, pointedAt } from './loopback.js';
import { bin, type Comparison, comparison, node, sideBySide } from './measure.js';

const collection = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const milliseconds = 20;

/** `ls -r` where every answer takes 20 ms, against asking for one folder after the other. */
export async function walk(rounds: number, folders = 1000): Promise<Comparison[]> {
  const wide = Math.round(Math.sqrt(folders));
  const entry = (name: string, type: string) => ({
    DATA_TYPE: 'file',
    name,
    type,
    size: 1,
    permissions: '0755',
    user: 'ada',
    group: 'ada',
    last_modified: '2026-01-01 00:00:00+00:00',
    link_target: null,
  });
  let asked = 0;
  const server = await loopback(async (request) => {
    asked++;
    await delay(milliseconds);
    const path = new URL(request.url ?? '', 'http://x').searchParams.get('path') ?? '/';
    const depth = path.split('/').filter(Boolean).length;
    const children =
      depth < 2
        ? Array.from({ length: depth ? Math.ceil((folders - wide) / wide) : wide }, (_, i) =>
            entry(`folder-${i}`, 'dir'),
          )
        : [];
    return { DATA_TYPE: 'file_list', path, endpoint: collection, DATA: [...children, entry('file.txt', 'file')] };
  });
  try {
    const env = pointedAt(server.url);
    // one after the other: each folder's answer takes the server's time and a round trip, measured here
    const once = async () => {
      const response = await fetch(`${server.url}/v0.10/operation/endpoint/${collection}/ls?path=/folder-0/folder-0`, {
        headers: { authorization: 'Bearer benchmark' },
      });
      await response.json();
    };
    const sequential = async () => {
      for (let i = 0; i < folders; i++) await once();
    };
    asked = 0;
    const { stdout } = await node(bin, ['ls', '-r', `${collection}:/`], { env });
    if (asked < folders || stdout.split('\n').length < folders * 2)
      throw new Error(`only ${asked} folders were listed`);
    const times = await sideBySide(() => node(bin, ['ls', '-r', `${collection}:/`], { env }), sequential, rounds);
    return [
      comparison(
        `ls -r over ${folders.toLocaleString('en')} folders of ${milliseconds} ms, start-up too`,
        'one call after the other',
        times,
        1 / 12,
      ),
    ];
  } finally {
    server.close();
  }
}
