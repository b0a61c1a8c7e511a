import { describe, expect, test } from 'vitest';
import { width } from '../../src/output/cut.js';
import { progressLine, progressLines, span } from '../../src/output/progress.js';
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
  });
  test.each([60, 80, 140])(
    'a long label leaves room for how far it is, also one of wide letters, at %d columns',
    (columns) => {
      for (const label of ['a long label '.repeat(20), '観測データ'.repeat(20), '🧬 genomes '.repeat(20)]) {
        const line = progressLine({ label, files: 5, totalFiles: 10, note: 'stuck' }, columns);
        expect(line).toMatch(/… {1,2}50% {2}5\/10 files {2}stuck$/);
        expect(width(line)).toBeLessThan(columns);
        const long = progressLine({ label, files: 5, totalFiles: 10, note: 'nicht erreichbar '.repeat(20) }, columns);
        expect(width(long)).toBeLessThan(columns);
      }
    },
  );
  test('names the largest under way: in lines of their own on a terminal, the first of them in a log', () => {
    const state = {
      label: 'Copying',
      files: 1,
      totalFiles: 9,
      parts: [
        { name: 'deep/scan1.tif', bytes: 15_000_000, size: 30_000_000 },
        { name: `${'long/'.repeat(30)}scan2.tif`, bytes: 5, size: 20_000_000 },
        { name: 'bad\u001b[2J', bytes: -5, size: 10 },
      ],
    };
    expect(progressLine(state)).toBe('Copying · 11% · 1/9 files · deep/scan1.tif 50%');
    const [all, first, second, third] = progressLines(state, 80, 5);
    expect(all).not.toContain('scan1');
    expect(first).toBe(`  deep/scan1.tif [${'█'.repeat(10)}${'░'.repeat(10)}]  50%  15.0 MB/30.0 MB`);
    expect(second).toMatch(/^ {2}…[long/]{20,}scan2\.tif \[░+\] {3}0% {2}5 B\/20.0 MB$/);
    expect(third).toContain('bad\\x1b[2J');
    for (const width of [20, 40, 80, 200])
      for (const line of progressLines(state, width, 5)) expect(line.length).toBeLessThan(width);
    expect(progressLines(state, 80, 2)).toHaveLength(2);
    expect(progressLines(state, 80, 0)).toHaveLength(1);
    const wide = progressLines({ label: 'x', parts: [{ name: '深'.repeat(100), bytes: 1, size: 2 }] }, 60, 5)[1] ?? '';
    expect(wide.length + wide.split('深').length - 1).toBeLessThan(60);
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
