import { describe, expect, test } from 'vitest';
import { deedOf, edited, permissions, questionOf, viewed, type Wish } from '../../src/globus/panes/deeds.js';
import { type PaneEntry, readPane } from '../../src/globus/panes/folder.js';
import { type CollectionFolder, type LocalFolder, placeAbove } from '../../src/globus/panes/place.js';
import type { FileList, TransferOperations } from '../../src/services/transfer.js';

const one: CollectionFolder = { at: 'collection', id: '1', name: 'Lab Data', word: 'Lab Data', path: '/run7/' };
const two: CollectionFolder = { at: 'collection', id: '2', name: 'Archive', word: '@archive', path: '/~/' };
const here: LocalFolder = { at: 'local', path: '/home/ada' };
const file = (name: string): PaneEntry => ({ name, type: 'file', size: 1, modified: 0 });
const dir = (name: string): PaneEntry => ({ name, type: 'dir', size: undefined, modified: 0 });
const lineOf = (wish: Wish, answer?: string) => {
  const deed = deedOf(wish, answer);
  return 'line' in deed ? deed.line : `no: ${deed.refusal}`;
};

describe('a wish is a line', () => {
  test.each<[string, Wish, string | undefined, string]>([
    [
      'a download',
      { wish: 'copy', place: one, entries: [file('a b')], to: here },
      undefined,
      "globus cp 'Lab Data:/run7/a b' /home/ada/",
    ],
    [
      'an upload of a folder',
      { wish: 'copy', place: here, entries: [dir('x')], to: two },
      undefined,
      "globus cp -r /home/ada/x '@archive:/~/'",
    ],
    [
      'a copy between collections is a task that is not waited for',
      { wish: 'copy', place: one, entries: [file('a'), file('b')], to: two },
      undefined,
      "globus cp --no-wait 'Lab Data:/run7/a' 'Lab Data:/run7/b' '@archive:/~/'",
    ],
    [
      'a copy on this machine',
      { wish: 'copy', place: here, entries: [dir('x')], to: { at: 'local', path: '/tmp' } },
      undefined,
      'cp -R /home/ada/x /tmp',
    ],
    [
      'to where it is',
      { wish: 'copy', place: one, entries: [file('a')], to: one },
      undefined,
      'no: Both panes show the same folder: open another one beside it.',
    ],
    [
      'a move',
      { wish: 'move', place: one, entries: [dir('x')], to: two },
      undefined,
      "globus mv --no-clobber 'Lab Data:/run7/x' '@archive:/~/'",
    ],
    ['a new folder', { wish: 'makeFolder', place: one }, 'new', "globus mkdir 'Lab Data:/run7/new'"],
    ['a new folder without a name', { wish: 'makeFolder', place: one }, '', 'no: Type a name for the folder.'],
    ['another name', { wish: 'rename', place: one, name: 'a' }, 'b', "globus rename 'Lab Data' /run7/a /run7/b"],
    ['another name here', { wish: 'rename', place: here, name: 'a' }, 'b', 'mv -n /home/ada/a /home/ada/b'],
    [
      'one deletion',
      { wish: 'delete', place: one, entries: [dir('x')] },
      undefined,
      "globus delete -r 'Lab Data:/run7/x'",
    ],
    [
      'several deletions are one task',
      { wish: 'delete', place: one, entries: [file("it's"), file('b')] },
      undefined,
      `printf '%s\\n' '"it'\\''s"' b | globus delete --batch - 'Lab Data:/run7/'`,
    ],
    [
      'names of a list that would lead home',
      { wish: 'delete', place: one, entries: [file('~'), file('~$a'), file('#b')] },
      undefined,
      `printf '%s\\n' "'./~'" ''\\''./~$a'\\''' "'#b'" | globus delete --batch - 'Lab Data:/run7/'`,
    ],
    ['a bookmark', { wish: 'bookmark', place: one }, 'run7', "globus bookmark create 'Lab Data:/run7/' run7"],
    ['a bookmark of this machine', { wish: 'bookmark', place: here }, 'x', 'no: Bookmarks are for collections.'],
    [
      'every night',
      { wish: 'timer', place: one, entries: [dir('x')], to: two },
      undefined,
      "globus timer create transfer 'Lab Data:/run7/x/' '@archive:/~/x/' -r --cron '0 2 * * *' --sync-level mtime --name 'nightly x'",
    ],
    ['the end of a task', { wish: 'cancel', taskId: 'T', label: 'run7' }, undefined, 'globus task cancel T'],
  ])('%s', (_what, wish, answer, line) => expect(lineOf(wish, answer)).toBe(line));

  test('what is sent on standard input is what the line says', () => {
    const deed = deedOf({ wish: 'delete', place: one, entries: [file('a b'), file('c')] });
    expect(deed).toMatchObject({ work: { by: 'line', input: "'a b'\nc\n" } });
  });
  test('what is run has ids, whatever the names mean by then that the shown line has', () => {
    const some: Wish[] = [
      { wish: 'copy', place: one, entries: [file('a')], to: two },
      { wish: 'move', place: one, entries: [file('a')], to: two },
      { wish: 'timer', place: one, entries: [file('a')], to: two },
      { wish: 'delete', place: one, entries: [file('a')] },
      { wish: 'delete', place: one, entries: [file('a'), file('b')] },
      { wish: 'rename', place: one, name: 'a' },
      { wish: 'makeFolder', place: two },
      { wish: 'bookmark', place: one },
      { wish: 'share', place: one, rights: 'read' },
    ];
    const deeds = [...some.map((wish) => deedOf(wish, 'b')), permissions(one), viewed(one, 'a'), edited(one, 'a')];
    for (const deed of deeds) {
      if (!('work' in deed) || !('words' in deed.work)) throw new Error('every one of these is a line');
      expect(deed.line).toMatch(/Lab Data|@archive/);
      const words = deed.work.words.join(' ');
      expect(words).not.toMatch(/Lab Data|@archive/);
      expect(words).toMatch(/ [12](?::\/|$| )/);
    }
  });
  describe('of 25,000 things', () => {
    const some = Array.from({ length: 25_000 }, (_, i) =>
      file(`file_with_a_rather_long_name_as_instruments_write_them_2026-11-30T16-40-00_${i}.dat`),
    );
    test.each<readonly [string, Wish, RegExp]>([
      ['a copy to here', { wish: 'copy', place: one, entries: some, to: here }, /more\) \/home\/ada\/$/],
      ['a copy from here', { wish: 'copy', place: here, entries: some, to: two }, /more\) '@archive:\/~\/'$/],
      ['a move', { wish: 'move', place: one, entries: some, to: two }, /more\) '@archive:\/~\/'$/],
    ])('%s has lines that any system takes, each thing on one of them', (_what, wish, end) => {
      const deed = deedOf(wish);
      if (!('work' in deed) || deed.work.by !== 'lines') throw new Error('it takes several');
      const { lines } = deed.work;
      for (const { words, count } of lines) {
        expect(Buffer.byteLength(words.join(' '))).toBeLessThan(100_000);
        expect(words.filter((word) => word.includes('file_with_a_rather_long_name'))).toHaveLength(count);
        // one thing alone may be given the name of the folder that it goes into
        expect(count).toBeGreaterThan(1);
      }
      const named = lines.flatMap(({ words }) => words.slice(1, -1).filter((word) => word !== '--no-clobber'));
      expect(new Set(named).size).toBe(25_000);
      expect(named).toHaveLength(25_000);
      expect(deed.line).toMatch(end);
      expect(deed.line.length).toBeLessThan(1_500);
    });
    test('a copy between collections is a list for one task', () => {
      const deed = deedOf({ wish: 'copy', place: one, entries: [dir('x y'), ...some], to: two });
      if (!('work' in deed) || deed.work.by !== 'line') throw new Error('it is a line');
      expect(deed.work.words.join(' ')).toBe('transfer 1:/run7/ 2:/~/ --manifest - --manifest-format jsonl');
      const [first, second, ...more] = (deed.work.input ?? '').trimEnd().split('\n');
      expect(JSON.parse(first ?? '')).toEqual({ source: '/run7/x y', destination: '/~/x y', recursive: true });
      expect(JSON.parse(second ?? '')).toEqual({
        source: `/run7/${some[0]?.name}`,
        destination: `/~/${some[0]?.name}`,
      });
      expect(more).toHaveLength(24_999);
    });
    test.each<readonly [string, Wish]>([
      ['a deletion', { wish: 'delete', place: one, entries: some }],
      ['a deletion here', { wish: 'delete', place: here, entries: some }],
      ['a copy here', { wish: 'copy', place: here, entries: some, to: { ...here, path: '/tmp' } }],
      ['a move here', { wish: 'move', place: here, entries: some, to: { ...here, path: '/tmp' } }],
    ])('%s is shown by its first things, and how many more there are', (_what, wish) => {
      expect(lineOf(wish)).toMatch(/ … \(24,99\d more\)/);
      expect(lineOf(wish).length).toBeLessThan(1_500);
    });
  });
  test('names that a list cannot have are deleted alone', () => {
    expect(lineOf({ wish: 'delete', place: one, entries: [file('a\nb'), file('c')] })).toMatch(/^no: /);
    expect(lineOf({ wish: 'delete', place: one, entries: [file('a\nb')] })).toBe(
      String.raw`globus delete $'Lab Data:/run7/a\nb'`,
    );
  });
  test('questions name the thing, the place and that nothing brings it back', () => {
    expect(questionOf({ wish: 'delete', place: one, entries: [dir('x'), file('a'), file('b')] }).text).toBe(
      'Delete 1 folder and 2 files and all that is in it from Lab Data:/run7/? This cannot be undone.',
    );
    expect(questionOf({ wish: 'bookmark', place: one }).answer).toBe('run7');
    // a whole collection has no name but its own, which the bookmark would take over
    for (const path of ['/', '/~/', undefined])
      expect(questionOf({ wish: 'bookmark', place: { ...one, path } }).answer).toBe('');
  });
  test('an editor, and permissions', () => {
    expect(edited(one, 'a')).toMatchObject({ line: "globus edit 'Lab Data:/run7/a'", work: { by: 'terminal' } });
    expect(permissions(one)).toMatchObject({ line: "globus share list 'Lab Data'" });
    expect(permissions(here)).toMatchObject({ refusal: expect.any(String) as string });
  });
});

describe('the way up', () => {
  test.each([
    [one, { at: 'collection', path: '/' }, 'run7'],
    [two, { at: 'start' }, 'Archive'],
    [{ ...one, path: '/' }, { at: 'start' }, 'Lab Data'],
    [here, { at: 'local', path: '/home' }, 'ada'],
    [{ ...here, path: '/' }, { at: 'start' }, 'This machine'],
  ] as const)('%o', (place, above, from) => expect(placeAbove(place)).toMatchObject({ place: above, from }));
  test('ends at the places', () => expect(placeAbove({ at: 'start' })).toBeUndefined());
});

describe('reading', () => {
  const listing = (total: number | undefined, count: number) => {
    const asked: unknown[] = [];
    const listDirectory = (_id: string, query: { readonly offset?: number; readonly limit?: number }) => {
      asked.push(query);
      const { offset = 0, limit = 100_000 } = query;
      const DATA = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, i) => ({
        name: `f${offset + i}`,
        type: 'file',
        size: 1,
        last_modified: '2026-01-01 00:00:00+00:00',
      }));
      return Promise.resolve({ path: '/~/', total, DATA } as unknown as FileList);
    };
    return { asked, transfer: { listDirectory } as unknown as TransferOperations };
  };
  test.each([
    ['the service says how many there are', 2_500],
    ['it does not', undefined],
  ])('a large folder is two requests, the first of them short: %s', async (_what, total) => {
    const { asked, transfer } = listing(total, 2_500);
    const batches = [];
    for await (const batch of readPane({ ...one, path: undefined }, { transfer, cwd: '/' })) batches.push(batch);
    expect(batches.map(({ entries }) => entries.length)).toEqual([1_000, 1_500]);
    expect(batches[0]?.place).toMatchObject({ path: '/~/' });
    expect(asked).toHaveLength(2);
  });
  test('a folder that does not exist says so', async () => {
    const { transfer } = listing(0, 0);
    const read = async () => {
      for await (const _batch of readPane({ at: 'local', path: '/does/not/exist' }, { transfer, cwd: '/' }));
    };
    await expect(read()).rejects.toThrow('Cannot read /does/not/exist: there is no such file or folder.');
  });
});
