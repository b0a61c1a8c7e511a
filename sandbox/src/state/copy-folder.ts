import { cpSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from './new-folder.js';

/** Copies a folder as it is: symlinks stay what they are, and every file and folder keeps its modification time. */
export function copyFolder(from: string, to: string): void {
  makeFolder(dirname(to), 0o700);
  makeFolder(to, statSync(from).mode & 0o7777);
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  stampFolders(from, to);
}

/** cpSync keeps the times of files only. A folder's own comes last, since what is written in it changes it. */
function stampFolders(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) stampFolders(join(from, entry.name), join(to, entry.name));
  const { atime, mtime } = statSync(from);
  utimesSync(to, atime, mtime);
}
