/** Lines that work: the examples of every command of the tree, with ids and files in the place of their words. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandMeta } from '../../src/cli/manifest.js';
import { parseLine, type Typed } from '../../src/cli/parse.js';
import { resolve } from '../../src/cli/resolve.js';
import { readInput } from '../../src/cli/values.js';
import type { Named } from '../../src/command/named.js';
import { below, placeWord } from '../../src/globus/places/grammar.js';
import { answering, exampleBookmarkPath, exampleId, exampleLogins } from './answering.js';
import { globus } from './globus.js';
import { commandOf, commands, manifest, moduleOf, shellWords } from './manifest-of.js';

export { exampleId } from './answering.js';

/** Ids in examples are words; a parser of ids wants an id. */
export const withIds = (word: string) =>
  word
    .replace('$(globus bookmark show results)', `${exampleId}:/data/`)
    .replace(/\$\(.*\)/, exampleId)
    .replace(/\b[A-Z][A-Z0-9_]*\b/g, (name) => (/(_ID|^ID|SRC|DST|SOURCE|DEST|URN)$/.test(name) ? exampleId : name));

/** The part of an example that is ours: not what feeds it, nor the shell's words around it. */
export const typedPart = (line: string) =>
  line.replace(/^source <\((.*)\)$/, '$1').replace(/^(echo|cat|printf)[^|]*\| /, '');

const state = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
/** What is in the files that examples name; any other JSON file holds an empty document. */
const files: Readonly<Record<string, string>> = {
  'definition.json': state,
  'recipes.json': '{"ingest_type":"GMetaEntry","ingest_data":{"subject":"a","visible_to":["public"],"content":{}}}',
  'samples.csv': 'url,name\nhttps://example.org/1,one\n',
  'people.csv': 'username,role\nada@example.org,member\n',
  'old-files.txt': 'a.txt\nb.txt\n',
  'old.txt': 'https://example.org/data/1\n',
  'old.json': '{"q":"old"}',
  'pairs.txt': 'a.txt b.txt\n',
  'stats.py': 'def mean(values):\n    return 1\n',
  'analysis.py': 'def mean(values):\n    return 1\n',
  'calls.jsonl': '{"args": []}\n',
  'secret.txt': 'a-secret\n',
  'metadata/one.json': '{"subject":"a","visible_to":["public"],"content":{}}',
};
const isFile = /^[\w-]+\.(json|jsonl|csv|txt|py)$|^metadata\/$/;

/** Writes the files that examples name. */
export function writeExampleFiles(folder: string): void {
  mkdirSync(join(folder, 'metadata'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const name of ['input', 'schema', 'changes', 'credential', 'gateway'])
    writeFileSync(join(folder, `${name}.json`), '{}');
  for (const name of ['course', 'let-in', 'refused', 'left'])
    writeFileSync(join(folder, `${name}.csv`), 'username\nada@example.org\n');
}

/** The lines of a command's examples that show it, without `globus`; files stand in `folder`. */
export const linesOf = (module: string, meta: CommandMeta, folder: string): string[][] =>
  meta.examples
    .map(({ line }) => shellWords(typedPart(line)).slice(1).map(withIds))
    .filter((words) => moduleOf(words) === module)
    .map((words) => words.map((word) => (isFile.test(word) ? join(folder, word) : word)));

const services = new Set(['transfer', 'auth', 'groups', 'search', 'flows', 'timers', 'compute', 'gcs', 'http']);

/** Those that ask a service, but for those that are the login. */
export const askingCommands = () =>
  commands().filter(
    ({ meta }) =>
      meta.needs.some((need) => services.has(need)) && !/^(login|session (consent|update))$/.test(meta.path),
  );

/** A line on which a command ends well with the samples, and which of them these are; or how each of its lines ended. */
export type Tried =
  { readonly argv: readonly string[]; readonly variant: number } | { readonly ended: readonly unknown[] };

/** Tries the examples of a command on the samples of each kind until one ends well. */
export async function tryExamples(module: string, folder: string): Promise<Tried> {
  const ended: unknown[] = [];
  for (const argv of linesOf(module, manifest.meta(module), folder))
    for (let variant = 0; variant < 6; variant++) {
      const api = answering({ variant });
      const { code, stderr } = await globus(argv, { api, logins: exampleLogins });
      if (code === 0) return { argv, variant };
      ended.push({ argv: argv.join(' '), variant, code, stderr, unanswered: api.unanswered });
    }
  return { ended };
}

/** The line as its command reads it. */
export const spelledBy = ({ spelled }: Awaited<ReturnType<typeof commandOf>>, typed: Typed): Typed =>
  spelled ? { ...typed, operands: spelled(typed.operands) } : typed;

/** What stands on a line by name, in the words that say it. */
export async function namesOn(argv: readonly string[]): Promise<readonly Pick<Named<unknown>, 'kind' | 'text'>[]> {
  const { node, rest } = resolve(manifest.tree(), argv);
  const module = node.module!;
  const names: Pick<Named<unknown>, 'kind' | 'text'>[] = [];
  await readInput({
    command: await commandOf(module),
    meta: manifest.meta(module),
    typed: spelledBy(await commandOf(module), parseLine(manifest.meta(module), rest)),
    verbose: false,
    context: { readText: () => Promise.resolve('{}'), now: () => new Date(0) },
    lookUpName: ({ kind, text }) => {
      names.push({ kind, text });
      return Promise.resolve({ id: exampleId, path: exampleBookmarkPath });
    },
  });
  return names;
}

/** The same line with ids for names: what is damaged then is what the command asks for, and not what looks a name up. */
async function withoutNames(argv: readonly string[]): Promise<readonly string[]> {
  const ids = new Map<string, string>();
  for (const { kind, text } of await namesOn(argv)) {
    const { collection, path } = placeWord(text, '');
    const whole = collection.by === 'bookmark' ? below(exampleBookmarkPath, path) : path;
    ids.set(text, kind === 'place' ? `${exampleId}:${whole ?? exampleBookmarkPath}` : exampleId);
  }
  return argv.map((word) => ids.get(word) ?? word);
}

const working = new Map<string, Tried>();
/** The line of a command that works on the samples, by ids; undefined where none does (test/answers.test.ts says why). */
export async function workingLine(module: string, folder: string) {
  const tried = working.get(module) ?? (await tryExamples(module, folder));
  if (!('argv' in tried)) return undefined;
  const line = { ...tried, argv: await withoutNames(tried.argv) };
  working.set(module, line);
  return line;
}
