import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { batchPaths, deleteBody } from '../../../src/globus/transfer/delete-document.js';
import { transferItems } from '../../../src/globus/transfer/items.js';
import { splitWords } from '../../../src/globus/transfer/batch-lines.js';
import { CliError } from '../../../src/errors.js';
import { deletedPath, joinPath, mirroredPath } from '../../../src/globus/transfer/paths.js';
import { submit } from '../../../src/globus/transfer/submission.js';
import { transferBody } from '../../../src/globus/transfer/transfer-document.js';

const plain = {
  verifyChecksum: true,
  preserveTimestamp: false,
  encryptData: false,
  skipSourceErrors: false,
  failOnQuotaErrors: false,
  deleteDestinationExtra: false,
};
const ends = { source: { endpoint: 'S', path: '/from' }, destination: { endpoint: 'D', path: null } };
const asSaid = { noGlob: false, strict: false };
/** Nothing may be listed, and nothing warned of. */
const fail = () => {
  throw new Error('not expected');
};
const tools = { transfer: { listDirectory: fail }, notices: { warn: fail } };
const fileOf = (...lines: readonly string[]) => ({
  async *lineBlocks() {
    yield lines;
  },
});

const noRecords = { sentUnder: () => Promise.resolve([]), keepSent: () => Promise.resolve() };

test.each([
  ['/base', 'a/b', '/base/a/b'],
  ['/base/', '../a/', '/a/'],
  ['/base', '/x//y/./z', '/x/y/z'],
  ['/base', '~/a', '~/a'],
  ['/base', './~', '/base/~'],
  [null, './~a', '/~/~a'],
  [null, 'a', 'a'],
  ['/base', '', '/base/'],
  [null, '', ''],
  [null, '//', '/'],
])('below %j, %j is %j', (base, path, joined) => {
  expect(joinPath(base, path)).toBe(joined);
});

test.each([
  ['~/', '../bob/f'],
  ['/~', 'a/../../bob'],
  [null, '~/../bob'],
  ['/base', '/~/../bob'],
])('below %j, %j leads out of the home folder, and is refused', (base, path) => {
  expect(() => joinPath(base, path)).toThrow('leads out of the home folder');
});

test.each([
  ['/q/s', '..', 'a folder above the one on the command line'],
  ['/q/s/', 'k/../..', 'a folder above the one on the command line'],
  ['/q/s', '/q/', 'a folder above the one on the command line'],
  ['/q/s', '/', 'a folder above the one on the command line'],
  ['/q/s', '.', 'the folder on the command line itself'],
  ['/q/s/', './', 'the folder on the command line itself'],
  ['/q/s', 'k/..', 'the folder on the command line itself'],
  ['/q/s', '/q/s', 'the folder on the command line itself'],
  ['/', '.', 'the folder on the command line itself'],
  ['shr', '..', 'the home folder or one above it'],
  ['shr', '/', 'the whole collection'],
  ['~/shr', '/home/..', 'the whole collection'],
  ['shr/a', '..', 'a folder above the one on the command line'],
  [null, '..', 'the home folder or one above it'],
  [null, '../..', 'the home folder or one above it'],
  [null, '.', 'the home folder or one above it'],
  [null, 'k/..', 'the home folder or one above it'],
  [null, '~/', 'the home folder or one above it'],
  [null, '/', 'the whole collection'],
  [null, '//', 'the whole collection'],
])('below %j, %j in a list of deletions is %s, and is refused', (base, path, what) => {
  expect(() => deletedPath(base, path)).toThrow(`'${path}' is ${what}, with all that is in it`);
});

test('no list takes the folder that was named, the home folder, all of a collection, or what is above any of these', () => {
  const home = '/unknown/home';
  const whole = (path: string) => {
    const below = path.replace(/^\/?~(?=\/|$)/, '.');
    return posix.resolve(below.startsWith('/') ? '/' : home, below);
  };
  const segments = ['', '.', '..', 'a', 'shr', '~'];
  const words = segments.flatMap((one) =>
    segments.flatMap((two) => segments.flatMap((three) => [`${one}/${two}/${three}`, `/${one}/${two}`, one])),
  );
  const bases = [null, '/', '/q/s', 'shr', './shr', 'shr/a', 'shr/../b', '~/shr', '/~/shr', '~', '/~/', '.'];
  let taken = 0;
  for (const base of bases)
    for (const word of words) {
      let path: string;
      try {
        path = deletedPath(base, word);
      } catch (error) {
        expect(error).toBeInstanceOf(CliError);
        continue;
      }
      taken += 1;
      for (const kept of [home, whole(base ?? '.')])
        expect(`${kept}/`.startsWith(`${whole(path)}/`.replace('//', '/')), `${base} and ${word}: ${path}`).toBe(false);
    }
  expect(taken).toBeGreaterThan(1000);
});

test.each(['..', '../', '../..', './..', 'k/../..', '../../'])(
  'with --delete, no line of a list makes %j equal',
  (path) => {
    for (const base of [null, '/q/s', 'shr', '~/shr/x'])
      expect(() => mirroredPath(base, path)).toThrow(/is a folder above|leads out of the home folder/);
  },
);

test('with --delete, a line of a list makes what lies in the folder, beside it or at a whole path equal', () => {
  expect(['a/', '.', '../t', '/', '/q', 'k/..'].map((path) => mirroredPath('/q/s', path))).toEqual([
    '/q/s/a/',
    '/q/s',
    '/q/t',
    '/',
    '/q',
    '/q/s',
  ]);
});

test('a deletion takes what lies in the folder or beside it', () => {
  expect(['a', '../t', '/x', '/q/s2'].map((path) => deletedPath('/q/s', path))).toEqual([
    '/q/s/a',
    '/q/t',
    '/x',
    '/q/s2',
  ]);
  expect(['a', './~', '/x', '~/y'].map((path) => deletedPath(null, path))).toEqual(['a', '/~/~', '/x', '~/y']);
});

test.each([['/'], ['//']])('at %j, a name that /~ hides is refused', (base) => {
  for (const path of ['./~', './~/x', 'a/../~']) expect(() => joinPath(base, path)).toThrow('cannot be reached');
  expect(joinPath(base, '~/x')).toBe('~/x');
  expect(joinPath(base, './~x')).toBe('/~x');
});

test.each(['~', '~/', '~//'])('a line of a deletion does not take all of the home folder: %s', async (line) => {
  const files = {
    lineBlocks: async function* () {
      yield await Promise.resolve([line]);
    },
  };
  const paths = (path: string | null) => batchPaths({ endpoint: 'E', path }, { file: 'list', dryRun: false }, files);
  await expect(paths('/work')).rejects.toThrow(`list, line 1: '${line}' stands for a home folder`);
  await expect(paths(null)).rejects.toThrow(`list, line 1: '${line}' is the home folder`);
});

describe('a line of a batch', () => {
  test.each([
    ['a b', ['a', 'b']],
    [`'a b' "c \\" d" e\\ f`, ['a b', 'c " d', 'e f']],
    ['a#b # the rest', ['a#b']],
    [`'' ""`, ['', '']],
    ['  ', []],
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });
  test('is refused where a quote is open or nothing follows a backslash', () => {
    expect(() => splitWords("a 'b")).toThrow("a ' is left open");
    expect(() => splitWords('a\\')).toThrow('nothing follows the last backslash');
  });
});

describe('items of a transfer', () => {
  test('are the two ends, or those of a batch, relative ones below the ends', async () => {
    const pair = { source: ends.source, destination: { endpoint: 'D', path: '/to' } };
    expect(await transferItems(pair, { ...asSaid, recursive: true }, fileOf(), tools)).toEqual([
      { DATA_TYPE: 'transfer_item', source_path: '/from', destination_path: '/to', recursive: true },
    ]);
    expect(await transferItems(ends, { ...asSaid, batch: 'b' }, fileOf('a b', '# no', "-r 'x y' /z"), tools)).toEqual([
      { DATA_TYPE: 'transfer_item', source_path: '/from/a', destination_path: 'b' },
      { DATA_TYPE: 'transfer_item', source_path: '/from/x y', destination_path: '/z', recursive: true },
    ]);
  });
  test.each([
    [['a b', 'c'], 'b, line 2: expected SOURCE and DEST, found 1 path.'],
    [['a b --what'], "b, line 1: unknown option '--what'."],
    [['a b --external-checksum'], 'b, line 1: --external-checksum needs a value.'],
    [[], 'b names no paths: nothing to transfer.'],
  ])('%j is refused', async (lines, message) => {
    await expect(transferItems(ends, { ...asSaid, batch: 'b' }, fileOf(...lines), tools)).rejects.toThrow(message);
  });
});

describe('documents', () => {
  const item = { DATA_TYPE: 'transfer_item' as const, source_path: '/a', destination_path: '/b' };
  test('leave to the service what was not said', () => {
    expect(transferBody('S', 'D', [item], { ...plain, syncLevel: 'mtime' }, [])).toEqual({
      DATA_TYPE: 'transfer',
      source_endpoint: 'S',
      destination_endpoint: 'D',
      DATA: [item],
      verify_checksum: true,
      preserve_timestamp: false,
      encrypt_data: false,
      skip_source_errors: false,
      fail_on_quota_errors: false,
      delete_destination_extra: false,
      sync_level: 2,
    });
  });
  test('filters keep their order, and want folders', () => {
    const filters = [
      { method: 'include', name: '*.h5' },
      { method: 'exclude', name: '*' },
    ] as const;
    expect(transferBody('S', 'D', [{ ...item, recursive: true }], plain, filters)['filter_rules']).toEqual([
      { DATA_TYPE: 'filter_rule', method: 'include', name: '*.h5', type: 'file' },
      { DATA_TYPE: 'filter_rule', method: 'exclude', name: '*', type: 'file' },
    ]);
    expect(() => transferBody('S', 'D', [item], plain, filters)).toThrow('need --recursive');
  });
  test('a delete document says what patterns are', () => {
    expect(deleteBody('E', ['/a/*'], { recursive: true, ignoreMissing: false, enableGlobs: true })).toEqual({
      DATA_TYPE: 'delete',
      endpoint: 'E',
      DATA: [{ DATA_TYPE: 'delete_item', path: '/a/*' }],
      recursive: true,
      ignore_missing: false,
      interpret_globs: true,
    });
  });
});

test('a submission asks for an id only where none is given, and goes where its kind goes', async () => {
  const sent: unknown[] = [];
  const note = (where: string) => async (body: unknown) => (sent.push([where, body]), { task_id: 'T' }) as never;
  const transfer = {
    getSubmissionId: async () => ({ value: 'NEW' }),
    submitTransfer: note('transfer'),
    submitDelete: note('delete'),
  } as unknown as Parameters<typeof submit>[1];
  await submit({ DATA_TYPE: 'transfer' }, transfer);
  await submit({ DATA_TYPE: 'delete' }, transfer, {
    submissionId: 'OWN',
    notices: { warn: () => undefined },
    records: noRecords,
  });
  expect(sent).toEqual([
    ['transfer', { DATA_TYPE: 'transfer', submission_id: 'NEW' }],
    ['delete', { DATA_TYPE: 'delete', submission_id: 'OWN' }],
  ]);
});
