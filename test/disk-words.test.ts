/** What the system says of files, in words: wherever it is said, and whatever nobody had words for. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '../src/cli/failure.js';
import { diskWords, isOfDisk } from '../src/disk-words.js';
import { diskError } from '../src/globus/data/disk-error.js';
import { unwritableText } from '../src/host/unwritable.js';
import { keptNames } from '../src/settings/names.js';
import { keptOffers } from '../src/settings/kept-offers.js';
import { temporaryFolder } from './support/globus.js';

const codes = [
  ...['EIO', 'ESTALE', 'EFBIG', 'ENFILE', 'EMFILE', 'EROFS', 'EDQUOT', 'ENOSPC', 'ENAMETOOLONG', 'ELOOP', 'EISDIR'],
  ...['ENOTDIR', 'EACCES', 'ENOENT', 'EBUSY', 'ETXTBSY', 'EINVAL', 'EREMOTEIO', 'ENOLCK', 'EXDEV'],
];
const said = (code: string, syscall = 'write', path?: string) =>
  Object.assign(new Error(`${code}: as the system says it, ${syscall}`), { code, syscall, ...(path && { path }) });

test.each(codes)('%s is told in words, and is no bug', (code) => {
  const error = said(code);
  const texts = [
    (diskError(error, '/a/file', 'write') as Error).message,
    unwritableText(error),
    judge(said(code, 'open', '/a/file'), { json: false, debug: false }).text,
    judge(error, { json: false, debug: false }).text,
  ];
  expect(texts.filter((text) => /as the system says|is a bug/.test(text))).toEqual([]);
  expect(texts[0]).toContain('/a/file');
  expect(texts[2]).toContain('/a/file');
  expect(judge(error, { json: false, debug: false }).exitCode).toBe(1);
});

test('what is said of a connection, and what no system says, is neither', () => {
  expect(isOfDisk(said('ETIMEDOUT', 'connect'))).toBe(false);
  expect(isOfDisk(Object.assign(new Error('no'), { code: 'ERR_INVALID_ARG_TYPE' }))).toBe(false);
  expect(isOfDisk('EIO')).toBe(false);
  expect(diskWords(new Error('something else'))).toBe('something else');
  expect(judge(new TypeError('x is undefined'), { json: false, debug: false }).text).toContain('This is a bug');
});

test('names and offers that cannot be kept cost a request, and nothing else', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'mine');
  const circle = join(temporaryFolder(), 'names.json');
  symlinkSync(circle, circle);
  const taken = temporaryFolder();
  mkdirSync(join(taken, 'names.json'));
  const long = join(temporaryFolder(), 'n'.repeat(300));
  for (const place of [join(file, 'config'), join(circle, '..'), taken, long]) {
    const names = keptNames(place, 'one', Date.now);
    expect(() => names.list()).not.toThrow();
    expect(() => names.put([{ kind: 'collection', name: 'a', id: 'b', at: 1 }])).not.toThrow();
    const offers = keptOffers(place, 'one', Date.now);
    expect(() => offers.get('groups')).not.toThrow();
    expect(() => offers.put('groups', [])).not.toThrow();
  }
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(readdirSync(join(taken, 'names.json'))).toEqual([]);
});
