import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { questionOf } from '../../src/globus/panes/deeds.js';
import { workOnDisk } from '../../src/globus/panes/disk.js';
import type { PaneEntry } from '../../src/globus/panes/folder.js';
import { alreadyThere, isStillRead } from '../../src/globus/panes/there.js';

describe('works on this disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'globus-panes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  test('copy, move and rename replace nothing', async () => {
    mkdirSync(join(folder, 'to'));
    writeFileSync(join(folder, 'a'), 'a');
    writeFileSync(join(folder, 'b'), 'b');
    await workOnDisk({ do: 'copy', from: folder, names: ['a'], to: join(folder, 'to') });
    expect(readFileSync(join(folder, 'to', 'a'), 'utf8')).toBe('a');
    writeFileSync(join(folder, 'a'), 'new');
    for (const work of ['copy', 'move'] as const)
      await expect(workOnDisk({ do: work, from: folder, names: ['a'], to: join(folder, 'to') })).rejects.toThrow(
        /to\/a is there already: nothing was replaced\./,
      );
    await expect(workOnDisk({ do: 'rename', folder, name: 'a', to: 'b' })).rejects.toThrow(/nothing was replaced/);
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('b');
    await workOnDisk({ do: 'move', from: folder, names: ['b'], to: join(folder, 'to') });
    expect(readFileSync(join(folder, 'to', 'b'), 'utf8')).toBe('b');
    await workOnDisk({ do: 'makeFolder', folder, name: 'x/y' });
    const asked = { do: 'remove', from: folder, names: ['x'] } as const;
    await expect(workOnDisk({ ...asked, folders: [] })).rejects.toThrow('x is a folder now: it was not deleted.');
    expect(existsSync(join(folder, 'x/y'))).toBe(true);
    await workOnDisk({ ...asked, folders: ['x'] });
    expect(existsSync(join(folder, 'x'))).toBe(false);
    expect(await workOnDisk({ do: 'read', path: join(folder, 'a') })).toBe('new');
  });

  const otherDisk = '/dev/shm';
  const isOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(folder).dev;
  if (!isOther) console.info('skipped: there is no second disk at /dev/shm');
  test.runIf(isOther)('a move to another disk leaves nothing, and one that fails leaves all', async () => {
    const other = mkdtempSync(join(otherDisk, 'globus-panes-'));
    onTestFinished(() => rmSync(other, { recursive: true }));
    mkdirSync(join(folder, 'run'));
    writeFileSync(join(folder, 'run', 'file'), 'here');
    const before = readdirSync(folder);
    const moved = { do: 'move', from: folder, names: ['run'], to: other } as const;
    writeFileSync(join(other, 'file'), '');
    await expect(workOnDisk({ ...moved, to: join(other, 'file') })).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(before);
    await workOnDisk(moved);
    expect(readFileSync(join(other, 'run', 'file'), 'utf8')).toBe('here');
    expect(readdirSync(folder)).toEqual(before.filter((name) => name !== 'run'));
  });

  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((done) => setTimeout(done, 1));
  };
  test.runIf(isOther)('a move to another disk takes nothing away that was changed meanwhile', async () => {
    const other = mkdtempSync(join(otherDisk, 'globus-panes-'));
    onTestFinished(() => rmSync(other, { recursive: true }));
    mkdirSync(join(folder, 'busy'));
    for (let i = 0; i < 2000; i++) writeFileSync(join(folder, 'busy', `${i}`), 'old');
    const moving = workOnDisk({ do: 'move', from: folder, names: ['busy'], to: other });
    await until(() => readdirSync(other).length > 0);
    expect(readdirSync(other)).toEqual([expect.stringMatching(/^\.globus-copy-/)]);
    writeFileSync(join(folder, 'busy', 'new'), 'new');
    await expect(moving).rejects.toThrow(
      /busy was changed while it was copied, so it was not removed\. The copy is .*busy\.$/,
    );
    expect(readFileSync(join(folder, 'busy', 'new'), 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'busy'))).toHaveLength(2001);
    expect(readdirSync(folder).filter((name) => name.startsWith('.globus'))).toEqual([]);
  });

  test.each(['copy', 'move'] as const)('a %s that is stopped leaves what was there, and nothing else', async (work) => {
    const target = work === 'move' && isOther ? mkdtempSync(join(otherDisk, 'globus-panes-')) : join(folder, 'stopped');
    onTestFinished(() => rmSync(target, { recursive: true }));
    mkdirSync(target, { recursive: true });
    const big = join(folder, 'big');
    writeFileSync(big, 'begin');
    truncateSync(big, 8 * 1024 ** 3);
    const ending = new AbortController();
    const working = workOnDisk({ do: work, from: folder, names: ['big'], to: target }, ending.signal);
    if (work === 'copy' || isOther) {
      await until(() => readdirSync(target).length > 0);
      ending.abort();
      await expect(working).rejects.toThrow('aborted');
      expect([readdirSync(target), statSync(big).size]).toEqual([[], 8 * 1024 ** 3]);
    } else await working;
    rmSync(big, { force: true });
  });

  test('a copy keeps modes, dates and links, and goes not into itself', async () => {
    mkdirSync(join(folder, 'kept/in'), { recursive: true });
    writeFileSync(join(folder, 'kept/in/run'), '#!/bin/sh', { mode: 0o750 });
    symlinkSync('../nowhere', join(folder, 'kept/link'));
    utimesSync(join(folder, 'kept/in/run'), 1e9, 1e9);
    utimesSync(join(folder, 'kept/in'), 1e9, 1e9);
    chmodSync(join(folder, 'kept/in'), 0o550);
    mkdirSync(join(folder, 'copies'));
    await workOnDisk({ do: 'copy', from: folder, names: ['kept'], to: join(folder, 'copies') });
    const copy = (name: string) => statSync(join(folder, 'copies/kept', name));
    expect([copy('in').mode & 0o777, copy('in/run').mode & 0o777]).toEqual([0o550, 0o750]);
    expect([copy('in').mtimeMs, copy('in/run').mtimeMs]).toEqual([1e12, 1e12]);
    expect(readlinkSync(join(folder, 'copies/kept/link'))).toBe('../nowhere');
    chmodSync(join(folder, 'copies/kept/in'), 0o700);
    chmodSync(join(folder, 'kept/in'), 0o700);
    for (const to of ['kept', 'kept/in'])
      await expect(workOnDisk({ do: 'copy', from: folder, names: ['kept'], to: join(folder, to) })).rejects.toThrow(
        'cannot be copied into itself',
      );
    expect(readdirSync(join(folder, 'kept/in'))).toEqual(['run']);
  });
});

describe('what is there already', () => {
  const folder = mkdtempSync(join(tmpdir(), 'globus-panes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const entry = (name: string, type: 'file' | 'dir' = 'file'): PaneEntry => ({
    name,
    type,
    size: 1,
    modified: undefined,
  });
  const [mine, theirs] = [
    { at: 'local', path: folder } as const,
    { at: 'collection', id: 'c', name: 'C', word: 'C', path: '/d/' } as const,
  ];
  const entries = [entry('a'), entry('b', 'dir'), entry('c')];
  const names = (found: readonly PaneEntry[]) => found.map(({ name }) => name);
  test('is found on this disk as it is now, and in the pane that shows a collection', () => {
    writeFileSync(join(folder, 'a'), '');
    expect(names(alreadyThere(entries, theirs, mine, []))).toEqual(['a']);
    expect(names(alreadyThere(entries, mine, mine, []))).toEqual([]);
    const shown = { place: theirs, entries: [entry('b', 'dir'), entry('c'), entry('z')] };
    expect(names(alreadyThere(entries, mine, theirs, [shown]))).toEqual(['b', 'c']);
    expect(names(alreadyThere(entries, mine, { ...theirs, path: '/e/' }, [shown]))).toEqual([]);
  });
  test.each([
    [[], /\?$/],
    [[entry('a')], /\? a is there already: it is replaced\.$/],
    [[entry('a'), entry('c')], /\? 2 of these are there already: they are replaced\.$/],
  ])('is told in the question', (taken, told) => {
    for (const wish of ['copy', 'move'] as const)
      expect(questionOf({ wish, place: theirs, entries, to: mine, taken }).text).toMatch(told);
  });
  test.each([
    ['copy', [entry('a'), entry('b', 'dir')], 'files in both are replaced.'],
    ['move', [entry('a'), entry('b', 'dir')], 'files are replaced, and nothing in folders.'],
    ['move', [entry('b', 'dir')], 'b is there already: nothing in it is replaced.'],
  ] as const)('is told of folders, which a %s fills', (wish, taken, told) => {
    expect(questionOf({ wish, place: theirs, entries, to: mine, taken }).text).toContain(told);
  });
  test('is told not to be known while the folder is still being read', () => {
    const shown = (isReading: boolean) => [{ place: theirs, isReading }];
    expect([true, false].map((isReading) => isStillRead(theirs, shown(isReading)))).toEqual([true, false]);
    expect([isStillRead(mine, shown(true)), isStillRead({ ...theirs, path: '/e/' }, shown(true))]).toEqual([
      false,
      false,
    ]);
    const wish = { wish: 'copy', place: mine, entries, to: theirs, isStillRead: true } as const;
    expect(questionOf(wish).text).toContain('what else is there already is not known');
  });
});
