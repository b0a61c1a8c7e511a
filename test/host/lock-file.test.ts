import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { LockFile } from '../../src/host/lock-file.js';
import { temporaryFolder } from '../support/globus.js';

const disk = vi.hoisted(() => ({ failure: undefined as Error | undefined, beats: 0 }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const writeSync = (...args: Parameters<typeof fs.writeSync>) => {
    disk.beats++;
    if (disk.failure) throw disk.failure;
    return fs.writeSync(...args);
  };
  return { ...fs, writeSync };
});
afterEach(() => {
  vi.useRealTimers();
  disk.failure = undefined;
});

test('a file system that fails for a moment while a lock is held ends nothing, and the next beat is tried', () => {
  vi.useFakeTimers();
  const lock = new LockFile(join(temporaryFolder(), '.lock'));
  try {
    expect(lock.tryTake()).toBe(true);
    disk.failure = Object.assign(new Error('ESTALE: stale file handle, write'), { code: 'ESTALE' });
    vi.advanceTimersByTime(5_000);
    disk.failure = undefined;
    vi.advanceTimersByTime(5_000);
    expect(disk.beats).toBe(2);
    disk.failure = new TypeError('a mistake of ours');
    expect(() => vi.advanceTimersByTime(5_000)).toThrow('a mistake of ours');
    lock.release();
    expect(lock.holder()).toBeUndefined();
  } finally {
    lock.end();
  }
});
