import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { download, largeFile } from '../../../src/globus/data/download.js';
import type { RemoteFile } from '../../../src/globus/data/file-server.js';
import { temporaryFolder } from '../../support/globus.js';

const etag = '"one"';
const content = Buffer.alloc(largeFile, 'globus');

/** A server whose file comes damaged where it is fetched in ranges, as often as `damaged` says. */
function serverOf(damaged: { left: number }): RemoteFile {
  const headers = new Headers({ 'accept-ranges': 'bytes' });
  const head = { status: 200, headers, length: content.length, etag, range: undefined };
  const files = {
    headFile: () => Promise.resolve(head),
    getFile: (_path: string, { range }: { range?: { first: number; last: number } } = {}) => {
      const bytes = Buffer.from(range ? content.subarray(range.first, range.last + 1) : content);
      if (range && damaged.left-- > 0) bytes[5] = 0;
      async function* body() {
        yield await Promise.resolve(bytes);
      }
      const part = range && { ...range, total: content.length };
      return Promise.resolve({ ...head, range: part, body: body(), cancel: () => undefined });
    },
  };
  const server = { url: 'https://files.example', reading: (ask: (with_: typeof files) => unknown) => ask(files) };
  return { server: server as unknown as RemoteFile['server'], path: '/large.h5' };
}

test('a large file that came damaged never gets its name, and nothing of it is gone on with', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'large.h5');
  const file = serverOf({ left: 1 });
  await expect(download(file, path, { verify: true })).rejects.toThrow('large.h5 is not the same here and there');
  expect(readdirSync(folder)).toEqual([]);
  await download(file, path, { verify: true });
  expect(readdirSync(folder)).toEqual(['large.h5']);
  expect(readFileSync(path).equals(content)).toBe(true);
});
