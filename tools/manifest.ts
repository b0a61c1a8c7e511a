import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { CommandMeta, TreeNode } from '../src/cli/manifest.js';
import { metadata } from '../src/cli/metadata.js';
import type { Command, Topic } from '../src/command/command.js';
import { globSync } from './glob.js';

interface Node {
  summary: string;
  module?: string;
  hidden?: true;
  children?: Record<string, Node>;
}

/** A command with everything the generated pages need. */
export interface Built {
  readonly meta: CommandMeta;
  readonly module: string;
  readonly hidden: boolean;
}

const root = 'src/commands/';

/** The words of a command's file: `transfer/index` is `transfer`. */
const wordsOf = (module: string) =>
  module.split('/').filter((word, i, all) => !(word === 'index' && i === all.length - 1));

/** Imports every command module once and writes tree.json and meta/*.json. */
export async function writeManifest(directory: string): Promise<readonly Built[]> {
  const tree: Node = { summary: 'Globus from the command line: move, share, search and automate research data.' };
  const built: Built[] = [];
  const aliases: { words: string[]; topic: Topic }[] = [];
  const place = (words: readonly string[]): Node => {
    let node = tree;
    for (const word of words) {
      node.children ??= {};
      node = node.children[word] ??= { summary: '' };
    }
    return node;
  };
  for (const file of globSync('src/commands')) {
    const module = file.slice(root.length).replace(/\.ts$/, '');
    const name = module.split('/').at(-1) ?? '';
    if (name.startsWith('_') && name !== '_topic') continue;
    const loaded = ((await import(pathToFileURL(file).href)) as { default?: Command | Topic }).default;
    if (!loaded) throw new Error(`${file} has no default export`);
    if (name === '_topic') {
      const words = module.split('/').slice(0, -1);
      const spec = loaded as Topic;
      if (spec.sameAs) aliases.push({ words, topic: spec });
      else
        Object.assign(place(words), {
          ...(place(words).module ? {} : { summary: spec.summary }),
          ...(spec.hidden && { hidden: true }),
        });
      continue;
    }
    const command = loaded as Command;
    const words = wordsOf(module);
    const meta = metadata(words.join(' '), command);
    built.push({ meta, module, hidden: command.hidden === true });
    const leaf = { summary: command.summary, module, ...(command.hidden && { hidden: true as const }) };
    Object.assign(place(words), leaf);
    for (const also of command.also ?? []) Object.assign(place(also.split(' ')), { ...leaf, hidden: true });
  }
  for (const { words, topic } of aliases) {
    const target = place((topic.sameAs ?? '').split(' '));
    Object.assign(place(words), {
      summary: topic.summary,
      ...(topic.hidden && { hidden: true }),
      children: { ...target.children, ...place(words).children },
    });
  }
  const pages = new Map(built.map(({ meta, module }) => [`${module.replaceAll('/', '.')}.json`, JSON.stringify(meta)]));
  mkdirSync(`${directory}/meta`, { recursive: true });
  for (const [file, text] of pages) replaceFile(`${directory}/meta/${file}`, text);
  replaceFile(`${directory}/tree.json`, JSON.stringify(sorted(tree) satisfies TreeNode));
  for (const file of readdirSync(`${directory}/meta`))
    if (file.endsWith('.json') && !pages.has(file)) rmSync(`${directory}/meta/${file}`, { force: true });
  return built;
}

/** Writes beside and renames: whoever reads meanwhile finds the old file or the new one, whole. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

function sorted(node: Node): Node {
  if (!node.children) return node;
  const children = Object.fromEntries(
    Object.entries(node.children)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, child]) => [name, sorted(child)]),
  );
  return { ...node, children };
}
