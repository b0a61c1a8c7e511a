import { describe, expect, test } from 'vitest';
import { terminalTable } from '../../src/output/table.js';

const plainText = (text: string) => text.replace(/\u001b\[\d+m/g, '');

describe('a table on a terminal', () => {
  test('keeps a painted word in one piece where its column is just as wide', () => {
    const table = terminalTable(['Id', 'Domain'], [['x'.repeat(60), 'None']], { columns: 50, color: true });
    expect(table).toContain('\u001b[90mNone\u001b[39m');
    expect(plainText(table).split('\n').every((line) => line.length <= 50)).toBe(true);
  });

  test('breaks what is too long anywhere, and loses none of it', () => {
    const id = '0123456789abcdefghijklmnopqrstuvwxyz';
    const table = terminalTable(['Id', 'Name'], [[id, 'short']], { columns: 30, color: false });
    const pieces = table.split('\n').slice(3, -2).map((line) => line.split('│')[1]?.trim());
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(id);
  });

  test('counts a wide character as two columns', () => {
    const table = terminalTable(['Name', 'Note'], [['数据集', 'x']], { columns: 40, color: false });
    expect(table.split('\n')[3]).toBe('│ 数据集 │ x    │');
  });
});
