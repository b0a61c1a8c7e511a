import { readdirSync, readFileSync } from 'node:fs';

/** The world files that come with the sandbox: their texts, by name. In what is built, they are in the place of this function. */
export const shippedWorlds = (): Readonly<Record<string, string>> => {
  const folder = new URL('../../worlds/', import.meta.url);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file.replace(/\.yaml$/, ''), readFileSync(new URL(file, folder), 'utf8')]),
  );
};
