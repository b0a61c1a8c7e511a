import { isObeyed, visible } from '../../visible.js';
import { globalFlags } from '../globals.js';
import type { CommandMeta, Manifest, ParamMeta, TreeNode } from '../manifest.js';

/** One word a shell may put in, with what it means. */
export interface Candidate {
  readonly word: string;
  readonly summary?: string;
}
/** What fits at the end of an unfinished line. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Names of files or folders fit, too: the shell knows them best. */
  readonly paths?: 'file' | 'directory';
}

const nothing: Completion = { candidates: [] };

/** What may stand in place of the last word; the words before it are finished. `globus` itself is not among them. */
export function complete(manifest: Manifest, words: readonly string[]): Completion {
  const current = words.at(-1) ?? '';
  const state = read(manifest, words.slice(0, -1));
  if (!state) return nothing;
  const starting = (found: Completion): Completion => ({
    ...found,
    candidates: found.candidates.filter(({ word }) => word.startsWith(current)),
  });
  if (state.expects) return starting(values(state.expects));
  if (!state.operandsOnly && current.startsWith('-')) {
    const [, name = '', sign] = /^(--[^=]+)(=)?/.exec(current) ?? [];
    const flag = sign ? state.flags.find((each) => each.kind === 'value' && each.names.includes(name)) : undefined;
    if (!sign) return starting({ candidates: flagCandidates(state, current) });
    return flag ? starting(prefixed(values(flag), `${name}=`)) : nothing;
  }
  const operand = state.meta ? operandAt(state.meta, state.operands) : undefined;
  const given = operand ? values(operand) : nothing;
  const children = state.operands || state.operandsOnly ? [] : subcommands(state.node);
  return starting({ ...given, candidates: [...children, ...given.candidates] });
}

/** What the finished words of a line amount to. */
interface State {
  readonly node: TreeNode;
  readonly meta: CommandMeta | undefined;
  readonly flags: readonly ParamMeta[];
  /** Keys of the flags that are on the line. */
  readonly given: ReadonlySet<string>;
  readonly operands: number;
  /** A `--` has passed. */
  readonly operandsOnly: boolean;
  /** The flag whose value comes next. */
  readonly expects: ParamMeta | undefined;
}

/** Reads finished words; undefined where a word names no command. */
function read(manifest: Manifest, words: readonly string[]): State | undefined {
  let node = manifest.tree();
  let meta: CommandMeta | undefined;
  let flags: readonly ParamMeta[] = globalFlags;
  const given = new Set<string>();
  let [operands, operandsOnly] = [0, false];
  let expects: ParamMeta | undefined;
  for (const word of words) {
    if (expects) expects = undefined;
    else if (operandsOnly) operands++;
    else if (word === '--') operandsOnly = true;
    else if (word.startsWith('-') && word.length > 1) {
      const flag = flags.find((each) => spelled(each, word));
      if (flag) given.add(flag.key);
      if (flag?.kind === 'value' && takesNextWord(word, flag)) expects = flag;
    } else {
      const child =
        operands === 0 && node.children && Object.hasOwn(node.children, word) ? node.children[word] : undefined;
      if (!child && !node.module) return undefined;
      if (child) node = child;
      else operands++;
      meta = node.module ? manifest.meta(node.module) : undefined;
      flags = [...(meta?.flags ?? []), ...globalFlags];
    }
  }
  return { node, meta, flags, given, operands, operandsOnly, expects };
}

const spellings = (flag: ParamMeta) => [...flag.names, ...(flag.off ?? [])];
/** `--limit`, `--limit=5`, `-n5`. */
const spelled = (flag: ParamMeta, word: string) =>
  spellings(flag).some(
    (name) =>
      word === name ||
      word.startsWith(`${name}=`) ||
      (!name.startsWith('--') && flag.kind === 'value' && !word.startsWith('--') && word.startsWith(name)),
  );
const takesNextWord = (word: string, flag: ParamMeta) => flag.names.includes(word);

const operandAt = (meta: CommandMeta, index: number): ParamMeta | undefined => {
  const last = meta.args.at(-1);
  return meta.args[index] ?? (last?.multiple ? last : undefined);
};

const values = (param: ParamMeta): Completion => ({
  candidates: (param.choices ?? []).map((word) => ({ word })),
  ...(param.completes && { paths: param.completes }),
});

const prefixed = (found: Completion, prefix: string): Completion => ({
  ...found,
  candidates: found.candidates.map(({ word, ...rest }) => ({ word: prefix + word, ...rest })),
});

const subcommands = (node: TreeNode): Candidate[] =>
  Object.entries(node.children ?? {}).flatMap(([word, child]) =>
    child.hidden ? [] : [{ word, summary: child.summary }],
  );

/** The flags that may still be given. One-letter spellings only where a single dash stands. */
function flagCandidates({ flags, given, meta }: State, current: string): Candidate[] {
  const barred = new Set(
    (meta?.rules ?? []).flatMap(({ type, keys }) =>
      type === 'exclusive' && keys.some((key) => given.has(key)) ? keys : [],
    ),
  );
  const offered = flags.filter(
    (flag) => !flag.hidden && (flag.multiple || !given.has(flag.key)) && (flag.multiple || !barred.has(flag.key)),
  );
  return offered.flatMap((flag) =>
    spellings(flag)
      .filter((name) => name.startsWith('--') || current === name || (current === '-' && flag.names.length === 1))
      .map((word) => ({ word, summary: flag.summary })),
  );
}

/** The words of an unfinished line as a shell reads them; the last one is the word at the cursor, empty after a space. */
export function wordsOf(line: string): string[] {
  const words = [''];
  let quote: string | undefined;
  let between = true;
  const add = (text: string) => {
    words[words.length - 1] = (words.at(-1) ?? '') + text;
    between = false;
  };
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (quote) {
      if (c === quote) quote = undefined;
      else add(c);
    } else if (c === "'" || c === '"') {
      quote = c;
      between = false;
    } else if (c === '\\' && i + 1 < line.length) add(line.charAt(++i));
    else if (/\s/.test(c)) {
      if (!between) words.push('');
      between = true;
    } else add(c);
  }
  return words;
}

/**
 * The answer to `globus __complete ...`, which the shells' scripts call: candidates a line, a tab before what they mean, and
 * `:file` or `:directory` last where paths fit. `words` are given one by one, or as `--line TEXT WORD`, where WORD is what bash
 * takes for the current word (it breaks words at `=` and `:`), and candidates come without the part before it.
 */
export function answer(manifest: Manifest, argv: readonly string[]): string {
  const [mode, line = '', shellWord = ''] = argv;
  const words = mode === '--line' ? wordsOf(line).slice(1) : argv.slice(1);
  const { candidates, paths } = complete(manifest, words);
  const current = words.at(-1) ?? '';
  const cut = mode === '--line' && current.endsWith(shellWord) ? current.length - shellWord.length : 0;
  // a word that would have to be shown otherwise could not be typed as it is shown
  const rows = candidates
    .filter(({ word }) => !isObeyed(word))
    .map(({ word, summary }) => `${word.slice(cut)}${summary ? `\t${visible(summary)}` : ''}\n`);
  return rows.join('') + (paths ? `:${paths}\n` : '');
}
