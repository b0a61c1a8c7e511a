import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openManifest, type CommandMeta, type TreeNode } from '../../src/cli/manifest.js';
import { resolve } from '../../src/cli/resolve.js';
import type { Command } from '../../src/command/command.js';

/** The manifest that the tests' globalSetup built. */
export const manifest = openManifest(new URL('../../dist/manifest/', import.meta.url));

/** A place of the tree: the words typed, and what is there. */
export interface Place {
  readonly words: readonly string[];
  readonly node: TreeNode;
}
/** Every word path of the tree, aliases too. */
export function places(node: TreeNode = manifest.tree(), words: readonly string[] = []): Place[] {
  return [
    { words, node },
    ...Object.entries(node.children ?? {}).flatMap(([word, child]) => places(child, [...words, word])),
  ];
}

/** Every command once, by its own path. */
export function commands(): { readonly module: string; readonly meta: CommandMeta; readonly hidden: boolean }[] {
  const found = new Map<string, boolean>();
  for (const { node } of places())
    if (node.module) found.set(node.module, (found.get(node.module) ?? true) && node.hidden === true);
  return [...found]
    .map(([module, hidden]) => ({ module, meta: manifest.meta(module), hidden }))
    .sort((a, b) => (a.meta.path < b.meta.path ? -1 : 1));
}

const sources = import.meta.glob<{ default: Command }>(['../../src/commands/**/*.ts', '!**/_*.ts']);
/** The command itself, with its parsers. */
export async function commandOf(module: string): Promise<Command> {
  const load = sources[`../../src/commands/${module}.ts`];
  if (!load) throw new Error(`there is no src/commands/${module}.ts`);
  return (await load()).default;
}

/** The module that the words of a line name; undefined where they name none. */
export const moduleOf = (argv: readonly string[]): string | undefined => resolve(manifest.tree(), argv).node.module;

/** The modules whose path is typed by a test: in an array or an argument list of words, or in a text that is split into words. */
export function testedModules(folder: string, except: RegExp): Set<string> {
  const tested = new Set<string>();
  const note = (argv: readonly string[]) => {
    const module = moduleOf(argv);
    if (module) tested.add(module);
  };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.test.ts') && !except.test(name),
  )) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, list = ''] of text.matchAll(/[[(]\s*((?:'[^'\n]*'|"[^"\n]*")(?:\s*,\s*(?:'[^'\n]*'|"[^"\n]*"))*)/g))
      note([...list.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b ?? ''));
    for (const [, line = ''] of text.matchAll(/['"`]([a-z][^'"`\n]*)['"`]/g))
      if (line.includes(' ')) note(line.replace(/^globus /, '').split(' '));
  }
  return tested;
}

/** The words of a command line as a shell makes them of plain text: quotes and backslashes, nothing more. Ends at a pipe, redirection, `&&` or comment. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (quote) {
      if (quote === '"' && line.startsWith('$(', i)) depth++;
      if (depth && c === ')') depth--;
      if (c === quote && !depth) quote = undefined;
      else word = (word ?? '') + c;
    } else if (c === "'" || c === '"') {
      quote = c;
      word ??= '';
    } else if (c === '\\') word = (word ?? '') + line.charAt(++i);
    else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (word === undefined && /[|<>;&#]/.test(c)) return words;
    else if (/[|<>;&]/.test(c)) break;
    else word = (word ?? '') + c;
  }
  if (quote) throw new Error(`an open quote in: ${line}`);
  return word === undefined ? words : [...words, word];
}
