import { readFileSync } from 'node:fs';
import type { Elsewhere } from '../command/command.js';
import type { ParamKind } from '../command/named.js';
import type { Rule } from '../command/rule.js';
import type { Only } from '../globus/things/thing.js';

/** One word of the tree: a topic, a command, or both (`transfer`). Written by tools/generate.ts. */
export interface TreeNode {
  readonly summary: string;
  /** File of the command module below `commands/`, without extension; absent on a pure topic. */
  readonly module?: string;
  readonly hidden?: true;
  readonly children?: Readonly<Record<string, TreeNode>>;
}

/** Everything help, man pages and completion know of one parameter. */
export interface ParamMeta {
  readonly key: string;
  readonly kind: 'value' | 'switch' | 'toggle';
  readonly summary: string;
  /** Spellings with dashes; for an argument its one name in capitals. */
  readonly names: readonly string[];
  readonly off?: readonly string[];
  readonly metavar?: string;
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly hidden?: boolean;
  readonly secret?: boolean;
  /** Takes the file of another parameter's secret: the key of that one. */
  readonly secretOf?: string;
  readonly suggests?: readonly string[];
  readonly completes?: 'file' | 'directory' | 'profile' | 'scope';
  readonly thing?: ParamKind;
  /** A file or folder, of this machine or on a collection. */
  readonly alsoHere?: boolean;
  /** Of several values, those that are needed: how a person is asked for each. */
  readonly asks?: readonly string[];
  /** Which of the collections and endpoints it takes. */
  readonly only?: Only;
  readonly mustBeThere?: boolean;
  /** Of people and groups: the word that stands for everybody, where one does. */
  readonly everybody?: string;
  /** An id is taken, and no name. */
  readonly byId?: boolean;
  /** The key of the parameter that names what the thing belongs to. */
  readonly of?: string;
}
export interface CommandMeta {
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly examples: readonly { readonly title: string; readonly line: string }[];
  readonly needs: readonly string[];
  readonly args: readonly ParamMeta[];
  readonly flags: readonly ParamMeta[];
  readonly rules: readonly Rule[];
  /** Whether it asks before something is lost. */
  readonly asks?: boolean;
  readonly anythingGoes?: boolean;
  /** Flags of other commands that people look for here. */
  readonly elsewhere?: Elsewhere;
  readonly also?: readonly string[];
  readonly seeAlso?: readonly string[];
}

/** The commands below a word of the tree that are not hidden, in its order. */
export function visibleCommands(
  node: TreeNode,
  words: readonly string[] = [],
): { readonly path: string; readonly summary: string }[] {
  const own = node.module ? [{ path: words.join(' '), summary: node.summary }] : [];
  const children = Object.entries(node.children ?? {}).filter(([, child]) => !child.hidden);
  return [...own, ...children.flatMap(([word, child]) => visibleCommands(child, [...words, word]))];
}

/** The built files beside the program: the tree, and one page of metadata per command. */
export interface Manifest {
  readonly tree: () => TreeNode;
  readonly meta: (module: string) => CommandMeta;
}

/** Reads the manifest below a directory URL; each file when it is first asked for. */
export function openManifest(directory: URL): Manifest {
  const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as T;
  let tree: TreeNode | undefined;
  return {
    tree: () => (tree ??= read<TreeNode>('tree.json')),
    meta: (module) => read<CommandMeta>(`meta/${module.replaceAll('/', '.')}.json`),
  };
}
