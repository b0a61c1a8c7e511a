import type { Stats } from 'node:fs';

/**
 * Whether the destination needs no copy. Level 0: it is there; 1: with the same size; 2: and not older than the source;
 * 3: with the same size and content, which `compare` asks to look at. Without a level everything is copied.
 */
export function upToDate(level: number | null, source: Stats, present: Stats | undefined): boolean | 'compare' {
  if (level === null || !present) return false;
  if (level === 0) return true;
  if (!present.isFile() || present.size !== source.size) return false;
  if (level === 1) return true;
  // Times travel between storage systems in whole seconds.
  if (level === 2) return Math.floor(source.mtimeMs / 1000) <= Math.floor(present.mtimeMs / 1000);
  return 'compare';
}
