import { globalFlags } from './globals.js';
import type { TreeNode } from './manifest.js';

const takesValue = new Set(globalFlags.filter((flag) => flag.kind === 'value').flatMap((flag) => flag.names));

export interface Resolved {
  readonly words: readonly string[];
  readonly node: TreeNode;
  /** What is left of the line: flags, arguments, and a word that names no command. */
  readonly rest: readonly string[];
  /** The first word after the path that is not a flag, if any. */
  readonly nextWord: string | undefined;
}

/** Finds the command or topic that a line names. Global flags may stand before and between the words. */
export function resolve(tree: TreeNode, argv: readonly string[]): Resolved {
  const words: string[] = [];
  const rest: string[] = [];
  let node = tree;
  let i = 0;
  for (; i < argv.length; i++) {
    const token = argv[i] as string;
    if (token === '--') break;
    if (token.startsWith('-') && token.length > 1) {
      if (!node.children) break;
      rest.push(token);
      if (takesValue.has(token) && i + 1 < argv.length) rest.push(argv[++i] as string);
      continue;
    }
    const child = node.children && Object.hasOwn(node.children, token) ? node.children[token] : undefined;
    if (!child) break;
    words.push(token);
    node = child;
  }
  const tail = argv.slice(i);
  return {
    words,
    node,
    rest: [...rest, ...tail],
    nextWord: tail[0] !== undefined && !tail[0].startsWith('-') ? tail[0] : undefined,
  };
}

/** Whether a word stands before kinds of things, of which a person may mean one: `timer create`, `gcs storage-gateway update`. */
export const isBeforeKinds = ({ node, words, nextWord }: Resolved): boolean =>
  node.module === undefined && nextWord === undefined && ['create', 'update'].includes(words.at(-1) ?? '');
