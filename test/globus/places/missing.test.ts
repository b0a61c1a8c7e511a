import { describe, expect, test } from 'vitest';
import { CliError, NetworkError, ServiceError } from '../../../src/errors.js';
import { placesAmong, toldOfPath, troubleWith } from '../../../src/globus/places/missing.js';

const refusal = (status: number, code: string) =>
  new ServiceError('Globus Transfer: no', { service: 'transfer', status, code });
const there = new Map([
  ['/data', 'dir'],
  ['/data/runs', 'dir'],
  ['/data/a b.txt', 'file'],
]);
const transfer = {
  statFile: (_endpoint: string, { path }: { readonly path: string }) => {
    const type = there.get(path);
    return type === undefined ? Promise.reject(refusal(404, 'NotFound')) : Promise.resolve({ type } as never);
  },
} as never;
const about = (path: string) => troubleWith({ endpoint: 'C', path }, transfer);

describe('trouble with a path', () => {
  test.each([
    ['/data/runs/7', '/data/runs is there, /data/runs/7 is not.', 'Look at what is there:  globus ls C:/data/runs'],
    [
      '/data/runs/7/deep/',
      '/data/runs is there, /data/runs/7 is not.',
      'Look at what is there:  globus ls C:/data/runs',
    ],
    ['/nope/deep', '/ is there, /nope is not.', 'Look at what is there:  globus ls C:/'],
    ['/~/nope', '/~ is there, /~/nope is not.', "Look at what is there:  globus ls 'C:/~'"],
    ['nope', '/~ is there, /~/nope is not.', "Look at what is there:  globus ls 'C:/~'"],
    ['~/nope/deep', '/~ is there, /~/nope is not.', "Look at what is there:  globus ls 'C:/~'"],
    ['/data/a b.txt', '/data/a b.txt is a file, and not a folder.', "Show it:  globus stat 'C:/data/a b.txt'"],
    [
      '/data/a b.txt/x/y',
      '/data/a b.txt is a file: nothing can be below it.',
      'Look at what is there:  globus ls C:/data/',
    ],
  ])('%s', async (path, message, hint) => {
    expect(await about(path)).toEqual({ message, hint });
  });
  test('is none where a folder is there, or a file where one is wanted', async () => {
    expect(await about('/data/runs/')).toBeUndefined();
    expect(await about('/')).toBeUndefined();
    expect(await troubleWith({ endpoint: 'C', path: '/data/a b.txt' }, transfer, 'file')).toBeUndefined();
  });
});

describe('an error about a path', () => {
  const place = { endpoint: 'C', path: '/data/runs/7' };
  const connect = () => Promise.resolve(transfer);
  test.each([
    [404, 'ClientError.NotFound'],
    [502, 'ExternalError.DirListingFailed.NotDirectory'],
  ])('%s %s is told with it, and keeps its exit code and what a script reads', async (status, code) => {
    const told = await toldOfPath(refusal(status, code), [{ endpoint: 'C', path: '/data' }, place], connect);
    expect(told).toBeInstanceOf(ServiceError);
    expect(told).toMatchObject({ message: 'C:/data/runs is there, /data/runs/7 is not.', exitCode: 1, data: { code } });
  });
  test('stays as it is where it is about something else, or nobody can tell', async () => {
    const failing = () => Promise.reject(new NetworkError('gone'));
    const broken = new TypeError('a bug');
    for (const [error, places, by] of [
      [refusal(404, 'EndpointNotFound'), [place], connect],
      [refusal(403, 'PermissionDenied'), [place], connect],
      [new CliError('x'), [place], connect],
      [refusal(404, 'ClientError.NotFound'), [], connect],
      [refusal(404, 'ClientError.NotFound'), [{ endpoint: 'C', path: '/data' }], connect],
      [refusal(404, 'ClientError.NotFound'), [place], failing],
    ] as const)
      expect(await toldOfPath(error, places, by)).toBe(error);
    await expect(toldOfPath(refusal(404, 'NotFound'), [place], () => Promise.reject(broken))).rejects.toBe(broken);
  });
  test('of what is there already says where, and what to do; a bookmark or a rule of that name is something else', async () => {
    const told = await toldOfPath(refusal(502, 'ExternalError.MkdirFailed.Exists'), [place], connect);
    expect(told).toMatchObject({
      message: 'C:/data/runs/7 is there already.',
      hint: 'Look at it:  globus stat C:/data/runs/7\nOr take another name.',
    });
    const other = refusal(409, 'Exists');
    expect(await toldOfPath(other, [place], connect)).toBe(other);
  });
  test('paths behind the id of their collection are places, too', () => {
    const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
    expect(placesAmong([id, '/a', '~/b', 'local'])).toEqual([
      { endpoint: id, path: '/a' },
      { endpoint: id, path: '~/b' },
    ]);
  });
  test('places are found among the values of a line', () => {
    expect(placesAmong(['x', null, 3, { endpoint: 'E', path: null }, { at: 'local', path: '/x' }, place])).toEqual([
      place,
    ]);
  });
});
