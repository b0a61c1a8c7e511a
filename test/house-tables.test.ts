/**
 * An object is no table of words: `reasons[word]` finds `toString`, too, where a user or a service says that. Tables that are
 * looked up are Maps (or read through `own`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { globSync } from '../tools/glob.js';

/** Tables that only words of ours come to. */
const ours: readonly string[] = [
  'src/cli/help.ts loginNames', // needs of commands
  'src/commands/endpoint/_update.ts fields', // keys of flags
  'src/commands/gcp/_collection.ts verification', // choices of a flag
  'src/commands/gcs/endpoint/update.ts keys', // keys of flags
  'src/commands/gcs/storage-gateway/_create.ts values', // keys of flags
];

/** Constant tables of one source text that are looked up by something that is no literal. */
export function looseTables(source: string): string[] {
  const names = [
    ...source.matchAll(/^(?:export )?const (\w+): (?:Readonly<)?(?:Partial<)?Record<string, [^=]*?> ?= \{/gm),
  ].map(([, name]) => name ?? '');
  return names.filter((name) => new RegExp(`(?<![\\w.$])${name}\\[(?!'|"|\\d)`).test(source));
}

test('the rule sees a table that is looked up, and leaves Maps and lists of keys alone', () => {
  expect(looseTables("const reasons: Readonly<Record<string, string>> = { a: 'b' };\nreasons[word];")).toEqual([
    'reasons',
  ]);
  expect(looseTables("const reasons: Record<string, number> = { a: 1 };\nObject.keys(reasons); reasons['a'];")).toEqual(
    [],
  );
  expect(looseTables('const reasons: ReadonlyMap<string, string> = new Map();\nreasons.get(word);')).toEqual([]);
});

test('no constant table of words is an object', () => {
  const root = join(import.meta.dirname, '..');
  const found = globSync(join(root, 'src'))
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => looseTables(readFileSync(file, 'utf8')).map((name) => `${file.slice(root.length + 1)} ${name}`));
  expect(found.filter((each) => !ours.includes(each))).toEqual([]);
});
