import { describe, expect, test, vi } from 'vitest';
import { type Key, keyReader } from '../../src/browse/keys.js';

function keysOf(...chunks: readonly string[]): readonly Key[] {
  const found: Key[] = [];
  const reader = keyReader((key) => found.push(key));
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return found;
}

describe('keys', () => {
  test.each<[string, string, string]>([
    ['an arrow', '\u001b[A', 'up'],
    ['an arrow of application mode', '\u001bOB', 'down'],
    ['F5', '\u001b[15~', 'f5'],
    ['Enter', '\r', 'enter'],
    ['Ctrl-C', '\u0003', 'ctrl-c'],
    ['Ctrl-Z', '\u001a', 'ctrl-z'],
    ['a letter', 'j', 'j'],
    ['a letter of two code units', '𝒳', '𝒳'],
  ])('%s', (_what, sequence, key) => expect(keysOf(sequence)).toEqual([{ key }]));

  test('several of one read, and one that is cut in two', () => {
    expect(keysOf('j\u001b[Bk')).toEqual([{ key: 'j' }, { key: 'down' }, { key: 'k' }]);
    expect(keysOf('\u001b[', '5~x')).toEqual([{ key: 'pageup' }, { key: 'x' }]);
    expect(keysOf('\u001b', '[A')).toEqual([{ key: 'up' }]);
  });
  test('sequences that mean nothing here are no letters', () =>
    expect(keysOf('\u001b[200;5u\u001bxz')).toEqual([{ key: 'z' }]));
  test('Escape is a key once nothing has followed it', () => {
    vi.useFakeTimers();
    const found: Key[] = [];
    const reader = keyReader((key) => found.push(key));
    reader.push('\u001b');
    expect(found).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(found).toEqual([{ key: 'escape' }]);
    vi.useRealTimers();
  });
  test('a paste is one text, whatever is in it, and however it comes', () => {
    expect(keysOf('\u001b[200~rm', ' -r\n/\u001b[201~q')).toEqual([{ pasted: 'rm -r\n/' }, { key: 'q' }]);
  });
  test('the mouse, beyond column 223, too', () => {
    expect(keysOf('\u001b[<0;300;5M\u001b[<0;300;5m\u001b[<64;1;1M\u001b[<65;1;1M\u001b[<2;1;1M')).toEqual([
      { mouse: 'press', column: 299, row: 4 },
      { mouse: 'wheelUp', column: 0, row: 0 },
      { mouse: 'wheelDown', column: 0, row: 0 },
    ]);
  });
});
