import { lstatSync, readdirSync } from 'node:fs';
import type { Folder } from './folder.js';

/** Throws unless an entry is there and may be reached, and all below it may: a folder that is moved takes with it what it holds. */
export function requireWhole(parent: Folder, name: string): void {
  const stats = lstatSync(parent.at(name));
  if (!parent.isRestricted || !stats.isDirectory()) return;
  const folder = parent.folder(name);
  try {
    for (const entry of readdirSync(folder.self)) requireWhole(folder, entry);
  } finally {
    folder.close();
  }
}
