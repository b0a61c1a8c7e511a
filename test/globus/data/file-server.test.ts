import { expect, test } from 'vitest';
import { serverOf } from '../../../src/globus/data/file-server.js';
import type { DataConnector } from '../../../src/services/index.js';
import type { Endpoint } from '../../../src/services/transfer.js';

const id = '0a1b2c3d-0000-4000-8000-00000000d00d';
const at = (https_server: string) => serverOf({ id, https_server } as Endpoint, {} as DataConnector).url;

test('a login for files goes to a server by https, or on this machine', () => {
  expect(at('https://data.example/')).toBe('https://data.example');
  for (const local of ['http://127.0.0.1:8443/files', 'http://[::1]:8443', 'http://localhost:1'])
    expect(at(local)).toBe(local);
  for (const bad of [
    'http://data.example',
    'http://127.0.0.1.evil.example',
    'file:///etc',
    'ftp://a',
    'data.example',
    '\u001b',
  ])
    expect(() => at(bad), bad).toThrow('The address of the HTTPS server of');
});
