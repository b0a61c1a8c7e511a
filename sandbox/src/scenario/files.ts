import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../state/new-folder.js';
import type { FilesForm } from './form.js';
import type { Making } from './making.js';

const largest = 2 ** 40;
const isBoth = 'is a file, and a folder, too';
const obstacles: Readonly<Record<string, string>> = {
  EEXIST: isBoth,
  ENOTDIR: isBoth,
  EISDIR: isBoth,
  ENAMETOOLONG: 'is too long for a name',
};

/** Makes a folder, and below it the files that a thing of the world file has there; one given as a number of bytes is all zeros, and takes no room. */
export function writeFiles(making: Making, folder: string, thing: { readonly files?: FilesForm }, key: 'files'): void {
  makeFolder(folder);
  if (thing[key] === undefined) return;
  making.countFiles(thing, key, countOf(making, thing[key]));
  writeBelow(making, folder, thing[key]);
}

/** How many files and folders there are to make, those below each of a range counted as often. */
const countOf = (making: Making, files: FilesForm): number =>
  Object.entries(files).reduce(
    (sum, [spoken, what]) =>
      sum + making.spreadCount(files, spoken, spoken) * (typeof what === 'object' ? 1 + countOf(making, what) : 1),
    0,
  );

function writeBelow(making: Making, folder: string, files: FilesForm): void {
  for (const [spoken, what] of Object.entries(files)) {
    making.attempt(making.file.pathOf(files, spoken), () => {
      for (const name of making.spread(files, spoken, spoken)) write(making, folder, files, { spoken, name, what });
    });
  }
}

function write(
  making: Making,
  folder: string,
  files: FilesForm,
  { spoken, name, what }: { spoken: string; name: string; what: string | number | FilesForm },
): void {
  const parts = name.split('/').filter((part) => part !== '');
  if (parts.length === 0 || parts.includes('..') || parts.includes('.') || name.includes('\0'))
    throw making.wrong(files, spoken, 'must be a name, or a path below this folder');
  const path = join(folder, ...parts);
  try {
    if (typeof what === 'object') {
      makeFolder(path);
      writeBelow(making, path, what);
      return;
    }
    makeFolder(dirname(path));
    if (typeof what === 'string') writeFileSync(path, what);
    else if (what <= largest) emptyFile(path, what);
    else throw making.wrong(files, spoken, `must not be longer than ${largest} bytes`);
  } catch (error) {
    const why = obstacles[(error as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw error;
    throw making.wrong(files, spoken, why);
  }
}

function emptyFile(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  try {
    ftruncateSync(file, bytes);
  } finally {
    closeSync(file);
  }
}
