import { describe, expect, test } from 'vitest';
import { progress } from '../../src/host/progress.js';
import { keepSecret } from '../../src/secrets.js';
import type { Runtime } from '../../src/runtime.js';

const part = (name: string) => ({ name, bytes: 1, size: 2 });

/** What a terminal of so many columns shows, after what was written to it. */
function screen(written: string): string[] {
  const lines = [''];
  let row = 0;
  for (const [piece] of written.matchAll(/\u001b\[1A|\u001b\[2K|\r|\n|[^\u001b\r\n]+/g)) {
    if (piece === '\u001b[1A') row -= 1;
    else if (piece === '\u001b[2K') lines[row] = '';
    else if (piece === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (piece !== '\r') lines[row] = (lines[row] ?? '') + piece;
  }
  return lines;
}

function onTerminal(rows: number) {
  const terminal = { text: '' };
  const stderr = { write: (text: string) => void (terminal.text += text), columns: 80, rows, isTTY: true };
  const runtime = { stderr, now: () => new Date(0) } as unknown as Runtime;
  return { terminal, shown: progress(runtime, { live: true, quiet: false, isAttended: false }) };
}

describe('live lines', () => {
  test('are drawn over those before, however many they were, and are taken away', () => {
    const { terminal, shown } = onTerminal(24);
    const now = () => screen(terminal.text).filter(Boolean);
    for (const names of [['a', 'b', 'c'], ['a'], [], ['a', 'b', 'c', 'd', 'e', 'f']]) {
      shown.update({ label: 'Copying', files: 1, parts: names.map(part) });
      expect(now().map((line) => line.trim().split(' ')[0])).toEqual(['Copying', ...names.slice(0, 4)]);
    }
    shown.say('a fault');
    expect(now()).toEqual(['a fault']);
    shown.update({ label: 'Copying', parts: [part('a')] });
    shown.done();
    expect(now()).toEqual(['a fault']);
  });

  test('are no more than fit', () => {
    const { terminal, shown } = onTerminal(3);
    shown.update({ label: 'Copying', parts: ['a', 'b', 'c'].map(part) });
    expect(screen(terminal.text)).toHaveLength(2);
  });

  test('are none off a terminal: a line there at most every 30 seconds, and none with --quiet', () => {
    const log = { text: '', now: 0 };
    const stderr = { write: (text: string) => void (log.text += text) };
    const runtime = { stderr, now: () => new Date(log.now) } as unknown as Runtime;
    for (const quiet of [true, false]) {
      const plain = progress(runtime, { live: false, isAttended: false, quiet });
      for (log.now = 0; log.now <= 90_000; log.now += 100)
        plain.update({ label: 'Copying', files: log.now / 100, parts: [part('a')] });
    }
    expect(log.text).toBe('Copying · 300 files · a 50%\nCopying · 600 files · a 50%\nCopying · 900 files · a 50%\n');
  });

  test('tell no secrets', () => {
    const { terminal, shown } = onTerminal(24);
    keepSecret('held-secret');
    shown.update({ label: 'Copying', parts: [part('a-held-secret.txt')] });
    expect(terminal.text).toContain('a-[secret].txt');
  });
});
