/** What others put where a download keeps what came so far is neither followed nor believed, and two downloads never share it. */
import { execFileSync } from 'node:child_process';
import { chownSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { claimed } from '../../../src/globus/data/own-file.js';
import { PartFile, partPath } from '../../../src/globus/data/part-file.js';
import { temporaryFolder } from '../../support/globus.js';

const isWindows = process.platform === 'win32';
const isRoot = process.geteuid?.() === 0;
const version = { url: 'https://x/y', etag: '"1"', length: 10 };

let folder = '';
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'file');
});

async function begin(): Promise<void> {
  const part = await PartFile.open(path, version);
  await part.write(Buffer.from('01234'), 0);
  await part.leave();
}
async function end(part: PartFile): Promise<string> {
  await part.write(Buffer.from('abcdefghij'), 0);
  await part.finish(undefined);
  expect(readdirSync(folder).filter((name) => name.endsWith('part') || name.endsWith('.json'))).toEqual([]);
  return readFileSync(path, 'utf8');
}

describe.skipIf(isWindows)('what lies where a part file would', () => {
  test('a link to another file is not followed, neither for the bytes nor for the record', async () => {
    const precious = join(folder, 'precious');
    for (const planted of [partPath(path), `${partPath(path)}.json`]) {
      writeFileSync(precious, 'mine');
      symlinkSync(precious, planted);
      expect(await end(await PartFile.open(path, version))).toBe('abcdefghij');
      expect([planted, readFileSync(precious, 'utf8')]).toEqual([planted, 'mine']);
    }
  });

  test('nor a link that a record of one’s own would have gone on with', async () => {
    await begin();
    const precious = join(folder, 'precious');
    writeFileSync(precious, 'mine');
    execFileSync('ln', ['-sf', precious, partPath(path)]);
    const part = await PartFile.open(path, version);
    expect(part.done).toEqual([]);
    expect(await end(part)).toBe('abcdefghij');
    expect(readFileSync(precious, 'utf8')).toBe('mine');
  });

  test('a pipe that nobody reads holds nothing up', async () => {
    for (const planted of [partPath(path), `${partPath(path)}.json`]) {
      execFileSync('mkfifo', [planted]);
      expect(await end(await PartFile.open(path, version))).toBe('abcdefghij');
    }
  });

  test('a folder is told of, and stays', async () => {
    for (const planted of [partPath(path), `${partPath(path)}.json`]) {
      mkdirSync(planted);
      await expect(PartFile.open(path, version)).rejects.toThrow(/EISDIR|folder|directory/i);
      expect(readdirSync(planted)).toEqual([]);
      execFileSync('rm', ['-rf', planted, `${partPath(path)}.json`]);
    }
  });

  test.skipIf(!isRoot)(
    'what another user says of bytes that are there is not believed, nor that it is at work',
    async () => {
      await begin();
      for (const theirs of [partPath(path), `${partPath(path)}.json`]) {
        chownSync(theirs, 12345, 12345);
        const part = await PartFile.open(path, version);
        expect([theirs, part.done]).toEqual([theirs, []]);
        await part.write(Buffer.from('01234'), 0);
        await part.leave();
      }
      expect((await PartFile.open(path, version)).done).toEqual([[0, 4]]);
    },
  );
});

describe('a claim', () => {
  test('is one process’s alone: of two at once one gets it, also in the place of one that is gone', async () => {
    const at = join(folder, 'claim');
    let before: string | undefined;
    for (let round = 0; round < 100; round += 1) {
      const got = await Promise.all([0, 1].map((i) => claimed(at, before, `${round} ${i}`)));
      const mine = got.flatMap((file, i) => (file ? [{ file, text: `${round} ${i}` }] : []));
      expect(mine).toHaveLength(1);
      before = readFileSync(at, 'utf8');
      expect(before).toBe(mine[0]?.text);
      await mine[0]?.file.close();
    }
    expect(readdirSync(folder)).toEqual(['claim']);
  });

  test('leaves what another process claimed meanwhile where it is', async () => {
    const at = join(folder, 'claim');
    await (await claimed(at, undefined, 'theirs'))?.close();
    expect(await claimed(at, undefined, 'ours')).toBeUndefined();
    expect(readFileSync(at, 'utf8')).toBe('theirs');
  });

  test('a part file that was replaced is not given the name of the file', async () => {
    const part = await PartFile.open(path, version);
    execFileSync('rm', [partPath(path)]);
    writeFileSync(join(folder, 'other'), 'half');
    linkSync(join(folder, 'other'), partPath(path));
    await part.write(Buffer.from('0123456789'), 0);
    await expect(part.finish(undefined)).rejects.toThrow('was replaced by another program');
    expect(readdirSync(folder)).not.toContain('file');
  });
});
