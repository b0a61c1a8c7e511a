import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { worldSource } from '../../src/emulator/world-source.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-world-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('is a file of this machine, by the name it was given', () => {
  writeFileSync(join(folder, 'mine.yaml'), 'people: []\n');
  expect(worldSource('mine.yaml', {}, folder)).toEqual({ name: 'mine.yaml', text: 'people: []\n' });
});

test('is not read to its end where it is too long, or has none', () => {
  writeFileSync(join(folder, 'long.yaml'), '');
  truncateSync(join(folder, 'long.yaml'), 17 * 1024 * 1024);
  const endless = process.platform === 'win32' ? [] : ['/dev/zero'];
  for (const file of ['long.yaml', ...endless])
    expect(() => worldSource(file, {}, folder)).toThrow(
      `Invalid value for --world: ${file} cannot be read: it has more than 16 MB, the most that a world file may have.`,
    );
});
