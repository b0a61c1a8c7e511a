import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { below, collectionOnly, placeWord } from '../../../src/globus/places/grammar.js';

const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const read = (text: string) => placeWord(text, 'PLACE');

describe('a place', () => {
  test.each([
    [id, { by: 'id', id }, null],
    [`${id}:/share/a:b`, { by: 'id', id }, '/share/a:b'],
    [`${id}:`, { by: 'id', id }, null],
    [id.toUpperCase().replaceAll('-', ''), { by: 'id', id }, null],
    ['@data', { by: 'bookmark', name: 'data' }, null],
    ['@data:run7', { by: 'bookmark', name: 'data' }, 'run7'],
    ['@"my data: 2":run7', { by: 'bookmark', name: 'my data: 2' }, 'run7'],
    ['data', { by: 'name', name: 'data' }, null],
    ['Tutorial 1:/share/godata', { by: 'name', name: 'Tutorial 1' }, '/share/godata'],
    ['Tutorial 1:~/x', { by: 'name', name: 'Tutorial 1' }, '~/x'],
    ['data:run7', { by: 'name', name: 'data' }, 'run7'],
    ['NERSC: DTN:/home', { by: 'name', name: 'NERSC: DTN' }, '/home'],
    ['"NERSC: DTN":x', { by: 'name', name: 'NERSC: DTN' }, 'x'],
    ['"NERSC: DTN"', { by: 'name', name: 'NERSC: DTN' }, null],
    ['m-068da2.0a5b.data.globus.org:/x', { by: 'host', origin: 'https://m-068da2.0a5b.data.globus.org' }, '/x'],
    [
      'https://m-068da2.0a5b.data.globus.org/a%20b/c',
      { by: 'host', origin: 'https://m-068da2.0a5b.data.globus.org' },
      '/a b/c',
    ],
    [`https://app.globus.org/file-manager?origin_id=${id}&origin_path=%2Fshare%2F`, { by: 'id', id }, '/share/'],
    [
      `https://app.globus.org/file-manager?destination_id=${id}&destination_path=%2F~%2F&two_pane=true`,
      { by: 'id', id },
      '/~/',
    ],
    [`https://app.globus.org/file-manager/collections/${id}/overview`, { by: 'id', id }, null],
    ['.', { by: 'here' }, '.'],
    ['../x', { by: 'here' }, '../x'],
    ['~/x', { by: 'here' }, '~/x'],
    ['/data/x', { by: 'here' }, '/data/x'],
    ['C:\\data', { by: 'here' }, 'C:\\data'],
    ['c:/data', { by: 'here' }, 'c:/data'],
    // what Git for Windows makes of `data:/share/x` and `@data:/`
    ['data;C:\\Program Files\\Git\\share\\x', { by: 'name', name: 'data' }, '/share/x'],
    ['@data;C:\\Program Files\\Git\\', { by: 'bookmark', name: 'data' }, '/'],
    [`${id};C:\\msys64\\share`, { by: 'id', id }, '/share'],
  ])('%s', (text, collection, path) => {
    expect(read(text)).toEqual({ collection, path });
  });

  test.each([
    ['', 'is empty'],
    ['  ', 'is empty'],
    [':/x', 'has a path without a collection'],
    ['@', "has an '@' without the name of a bookmark"],
    ['@:x', "has an '@' without the name of a bookmark"],
    ['6c54cade-bde5-45c1:/x', 'looks like an id but is not one'],
    ['data:a\nb', 'has a line break'],
    ['https://', 'is not an address'],
    ['https://me:secret@m.data.globus.org/', 'has a password in it'],
    ['https://app.globus.org/activity', 'shows no collection'],
    ['https://m.data.globus.org/%zz', 'has a % that does not begin a valid escape'],
    ['https://m.data.globus.org/%0a', 'has a line break'],
    ['data;D:\\elsewhere\\x', 'the shell changed what you typed to'],
  ])('is not %j', (text, words) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(words);
  });

  test('with an id keeps the path to the letter, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((path) => !/[\r\n\0]/.test(path)),
        (path) => {
          expect(read(`${id}:${path}`)).toEqual({ collection: { by: 'id', id }, path });
        },
      ),
    );
  });
  test('with a name in quotes keeps name and path to the letter', () => {
    const clean = (text: string) => !/["\r\n\0]/.test(text) && text.trim() === text && text !== '';
    fc.assert(
      fc.property(
        fc.string().filter(clean),
        fc.string().filter((path) => !/[\r\n\0]/.test(path)),
        (name, path) => {
          expect(read(`@"${name}":${path}`)).toEqual({ collection: { by: 'bookmark', name }, path: path || null });
        },
      ),
    );
  });
  test('is read or refused in words, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          expect(Object.keys(read(text))).toEqual(['collection', 'path']);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe('a collection alone', () => {
  test.each([
    ['NERSC: DTN', { by: 'name', name: 'NERSC: DTN' }],
    ['https://m.data.globus.org/', { by: 'host', origin: 'https://m.data.globus.org' }],
    [id, { by: 'id', id }],
    ['@data', { by: 'bookmark', name: 'data' }],
  ])('is %s', (text, word) => {
    expect(collectionOnly(text, 'COLLECTION_ID')).toEqual(word);
  });
  test.each([`${id}:/x`, 'data:/x', '@data:x'])('is not %s, which has a path', (text) => {
    expect(() => collectionOnly(text, 'COLLECTION_ID')).toThrow('has a path; only a collection is expected here');
  });
});

test.each([
  ['/data/', null, '/data/'],
  ['/data/', 'run7', '/data/run7'],
  ['/data', 'run7', '/data/run7'],
  ['/data/', '/else', '/else'],
  ['/data/', '~/x', '~/x'],
])('below %s, %s is %s', (folder, path, joined) => {
  expect(below(folder, path)).toBe(joined);
});
