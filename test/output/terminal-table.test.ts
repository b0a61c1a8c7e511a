import { describe, expect, test } from 'vitest';
import { terminalTable } from '../../src/output/table.js';

const plainText = (text: string) => text.replace(/\u001b\[\d+m/g, '');

describe('a table on a terminal', () => {
  test('keeps a painted word in one piece where its column is just as wide', () => {
    const table = terminalTable(['Id', 'Domain'], [['x'.repeat(60), 'None']], { columns: 60, color: true });
    expect(table).toContain('\u001b[90mNone\u001b[39m');
    expect(
      plainText(table)
        .split('\n')
        .every((line) => line.length <= 60),
    ).toBe(true);
  });

  test('breaks at spaces, and a word longer than an id anywhere, losing none of it', () => {
    const long = '0123456789abcdefghijklmnopqrstuvwxyz-0123456789';
    const table = terminalTable(['Id', 'Name'], [[long, 'the first collection']], { columns: 54, color: false });
    const rows = table
      .split('\n')
      .slice(3, -2)
      .map((line) =>
        line
          .split('│')
          .slice(1, 3)
          .map((cell) => cell.trim()),
      );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(([piece]) => piece).join('')).toBe(long);
    expect(
      rows
        .map(([, words]) => words)
        .join(' ')
        .trim(),
    ).toBe('the first collection');
    expect(table.split('\n').every((line) => line.length <= 54)).toBe(true);
  });

  test('never breaks an id: too narrow for that, each row is a record', () => {
    const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
    expect(terminalTable(['Id', 'Name'], [[id, 'the first collection']], { columns: 55, color: false })).toContain(
      ` ${id} `,
    );
    expect(terminalTable(['Id', 'Name'], [[id, 'the first collection']], { columns: 45, color: false })).toBe(
      `Id:   ${id}\nName: the first collection\n`,
    );
  });

  test('counts a wide character as two columns', () => {
    const table = terminalTable(['Name', 'Note'], [['数据集', 'x']], { columns: 40, color: false });
    expect(table.split('\n')[3]).toBe('│ 数据集 │ x    │');
  });
});
