import { describe, expect, test } from 'vitest';
import { progressLine, span } from '../../src/output/progress.js';
import { sizeText } from '../../src/size.js';

describe('progress', () => {
  test('in a log is one line of what is known', () => {
    expect(
      progressLine({
        label: 'nightly',
        files: 1234,
        totalFiles: 5000,
        bytes: 1_500_000,
        bytesPerSecond: 2_500_000,
        secondsLeft: 61,
      }),
    ).toBe('nightly · 24% · 1,234/5,000 files · 1.5 MB · 2.5 MB/s · 1m 01s left');
    expect(progressLine({ label: 'Deleting', files: 1 })).toBe('Deleting · 1 file');
    expect(progressLine({ label: 'x', files: 0, totalFiles: 1 })).toBe('x · 0% · 0/1 file');
    expect(progressLine({ label: 'x', note: 'PAUSED: by an administrator' })).toBe('x · PAUSED: by an administrator');
  });
  test('on a terminal has a bar where the whole is known', () => {
    expect(progressLine({ label: 'x', files: 5, totalFiles: 10 }, 80)).toBe(
      `x [${'█'.repeat(15)}${'░'.repeat(15)}]  50%  5/10 files`,
    );
    expect(progressLine({ label: 'x', bytes: 25, totalBytes: 100 }, 80)).toContain('25%');
    expect(progressLine({ label: 'x', files: 5 }, 80)).toBe('x 5 files');
  });
  test('never wraps: no bar where there is no room, and no more than the width', () => {
    expect(progressLine({ label: 'x', files: 5, totalFiles: 10 }, 30)).toBe('x  50%  5/10 files');
    expect(progressLine({ label: 'a long label'.repeat(20), files: 5, totalFiles: 10 }, 40)).toHaveLength(39);
  });
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [999.6, '1.0 kB'],
    [12_345, '12.3 kB'],
    [123_456_789, '123 MB'],
    [5e15, '5.0 PB'],
  ])('%d bytes are %s', (count, text) => {
    expect(sizeText(count)).toBe(text);
  });
  test.each([
    [0.4, '0s'],
    [59.6, '1m 00s'],
    [3900, '1h 05m'],
    [90_000, '1d 01h'],
    [-5, '0s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(span(seconds)).toBe(text);
  });
});
