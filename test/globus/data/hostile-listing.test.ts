/** A collection whose lists are hostile: nothing leaves the folder, and what can be copied is. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { globus } from '../../support/globus.js';

const id = '0a1b2c3d-0000-4000-8000-00000000d00d';
let server: Server;
let [root, url] = ['', ''];
const submitted: string[] = [];
const hostile = [
  '..',
  '../evil',
  '/etc/evil',
  'a/../../evil',
  'x\x1b[2J',
  'x\ny',
  '.',
  '',
  'good.txt',
  '.a.globus-part',
];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'globus-hostile-'));
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const json = (document: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    if (path.endsWith(`/endpoint/${id}`))
      return json({
        DATA_TYPE: 'endpoint',
        id,
        display_name: 'Hostile',
        entity_type: 'GCSv5_guest_collection',
        https_server: `${url}/files`,
      });
    if (path.endsWith('/stat'))
      return json({ name: 'data', type: 'dir', size: 0, last_modified: '2026-01-01 00:00:00+00:00' });
    if (path.endsWith('/ls'))
      return json({
        DATA: hostile.map((name) => ({
          name,
          type: name === '..' ? 'dir' : 'file',
          size: 4,
          last_modified: '2026-01-01 00:00:00+00:00',
          link_target: null,
        })),
      });
    if (request.method === 'POST') {
      submitted.push(path);
      return json({ value: '0a1b2c3d-0000-4000-8000-00000000beef', task_id: id, code: 'Accepted' });
    }
    return response.setHeader('etag', '"1"').end('evil');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

test('cp -r writes what is a name, and refuses the rest', async () => {
  const here = join(root, 'deep/er');
  const { code, stdout, stderr } = await globus(['cp', '-r', `${id}:/data`, `${here}/`], {
    network: true,
    env: { GLOBUS_SDK_SERVICE_URL_TRANSFER: `${url}/transfer/`, GLOBUS_ACCESS_TOKEN_TRANSFER: 'token' },
  });
  expect(code, stderr).toBe(1);
  expect(readdirSync(join(here, 'data'))).toEqual(['good.txt']);
  expect(readFileSync(join(here, 'data/good.txt'), 'utf8')).toBe('evil');
  expect(readdirSync(root)).toEqual(['deep']);
  expect(existsSync('/etc/evil')).toBe(false);
  expect(stdout + stderr).not.toContain('\x1b');
  expect(stdout).toContain('+ data/good.txt');
});

test('sync --delete, mv and find --exec work with nothing that is no name', async () => {
  const env = { GLOBUS_SDK_SERVICE_URL_TRANSFER: `${url}/transfer/`, GLOBUS_ACCESS_TOKEN_TRANSFER: 'token' };
  const here = join(root, 'empty');
  mkdirSync(here);
  const synced = await globus(['sync', '--delete', '--yes', here, `${id}:/data`], { network: true, env });
  expect([synced.code, synced.stderr]).toEqual([1, expect.stringContaining("lists '..', which is no name of a file")]);
  expect((await globus(['mv', `${id}:/data`, `${here}/`], { network: true, env })).code).toBe(1);
  expect(submitted).toEqual([]);
  const printer = join(root, 'print.sh');
  writeFileSync(printer, '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.out"\n', { mode: 0o755 });
  await globus(['find', `${id}:/data`, '--exec', `${printer} {} +`], { network: true, env });
  expect(readFileSync(`${printer}.out`, 'utf8').split('\n')).toEqual([
    `${id}:/data/x\x1b[2J`,
    `${id}:/data/x`,
    'y',
    `${id}:/data/good.txt`,
    `${id}:/data/.a.globus-part`,
    '',
  ]);
});
