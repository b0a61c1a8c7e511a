import { readdirSync } from 'node:fs';

/** Every TypeScript file below a folder, in path order. */
export const globSync = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
