import { describe, expect, test } from 'vitest';
import { frontLines, textRoom } from '../../src/browse/box-lines.js';

const front = (line: string, count: number, top = 0) => ({
  mode: 'text' as const,
  title: 'run',
  line,
  lines: Array.from({ length: count }, (_, i) => `line ${i + 1}`),
  top,
});
const shown = (of: ReturnType<typeof front>, width: number, height: number) =>
  frontLines(of, width, height)?.map((line) => line.map(({ text }) => text).join(''));

describe('the line below a text', () => {
  const line = 'globus flows run show-logs 5286ea87-2e6d-4332-b935-b1af4de6de67';
  test('is whole, broken between words', () => {
    expect(shown(front(line, 1), 48, 20)).toEqual([
      '╭─ run ────────────────────────────────────────╮',
      '│ line 1                                       │',
      '│ globus flows run show-logs                   │',
      '│ 5286ea87-2e6d-4332-b935-b1af4de6de67         │',
      '╰──────────────────────────────────────────────╯',
    ]);
  });
  test('leaves the rest of the room to the text, which is scrolled to its end', () => {
    const long = front(line, 9);
    const room = textRoom(long, 48, 8);
    expect(room).toBe(3);
    const atEnd = shown({ ...long, top: 9 - room }, 48, 8);
    expect(atEnd).toHaveLength(8);
    expect(atEnd?.slice(1, 5)).toEqual([
      '│ line 7                                       │',
      '│ line 8                                       │',
      '│ line 9                                       │',
      '│ 7-9 of 9 lines                               │',
    ]);
  });
  test('stands beside where one is, where there is room for both', () => {
    expect(shown(front('globus ls', 9), 48, 6)?.at(-2)).toBe('│ 1-3 of 9 lines · globus ls                   │');
  });
});
