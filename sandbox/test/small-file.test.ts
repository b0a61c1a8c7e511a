/** A small file is copied beside its place, and put there when it is complete. */
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { TaskOptions } from '../src/transfer/state.js';
import { Folder } from '../src/transfer/storage/folder.js';
import { putSmallFile } from '../src/transfer/tasks/small-file.js';
import { temporaryFolder } from './signed-in.js';

const disk = vi.hoisted(() => ({ during: undefined as (() => void) | undefined }));
vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const writeSync = (file: number, content: Buffer, done: number, left: number) => {
    const written = real.writeSync(file, content, done, Math.ceil(left / 2));
    disk.during?.();
    return written;
  };
  return { ...real, default: { ...real, writeSync }, writeSync };
});
afterEach(() => {
  disk.during = undefined;
});

const options = { verify_checksum: true, preserve_timestamp: false } as TaskOptions;

function copying(drafts: 'used again' | 'refused') {
  const dir = temporaryFolder();
  const [from, to] = [join(dir, 'from'), join(dir, 'to')];
  mkdirSync(from);
  mkdirSync(to);
  writeFileSync(join(from, 'a'), 'whole'.repeat(1000));
  const copy = () => {
    const source = openSync(join(from, 'a'), 'r');
    try {
      return putSmallFile(
        options,
        {
          from: new Folder(undefined, from),
          name: 'a',
          to: new Folder(undefined, to),
          newName: 'a',
          sourcePath: '/a',
          destinationPath: '/a',
          algorithm: 'md5',
        },
        source,
        fstatSync(source),
        undefined,
        drafts,
      );
    } finally {
      closeSync(source);
    }
  };
  return { to, copy };
}

test.each(['used again', 'refused'] as const)('nothing of its name is there before it is complete (%s)', (drafts) => {
  const { to, copy } = copying(drafts);
  const seen: string[][] = [];
  disk.during = () => seen.push(readdirSync(to));
  expect(copy().size).toBe(5000);
  expect(seen.length).toBeGreaterThan(1);
  expect(new Set(seen.flat())).toEqual(new Set(['.a.globus-part']));
  expect(readdirSync(to)).toEqual(['a']);
  expect(readFileSync(join(to, 'a'), 'utf8')).toBe('whole'.repeat(1000));
});

test('one that fails leaves what was there', () => {
  const { to, copy } = copying('used again');
  writeFileSync(join(to, 'a'), 'before');
  disk.during = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  };
  expect(copy).toThrow('/a');
  expect(readdirSync(to)).toEqual(['a']);
  expect(readFileSync(join(to, 'a'), 'utf8')).toBe('before');
});

test("a draft that is there is a killed sandbox's, or another thread's", () => {
  const again = copying('used again');
  writeFileSync(join(again.to, '.a.globus-part'), 'half '.repeat(5000));
  again.copy();
  expect(readFileSync(join(again.to, 'a'), 'utf8')).toBe('whole'.repeat(1000));
  const refused = copying('refused');
  writeFileSync(join(refused.to, '.a.globus-part'), 'half');
  expect(refused.copy).toThrow('/a');
  expect(readdirSync(refused.to)).toEqual(['.a.globus-part']);
});
