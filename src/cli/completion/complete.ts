import { isObeyed, visible } from '../../visible.js';
import { flagsOf, globalFlags } from '../globals.js';
import type { CommandMeta, Manifest, ParamMeta, TreeNode } from '../manifest.js';
import { quotedRest, typedWords } from './typed-words.js';

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
  /** What else fits is known by whoever knows the login: what begins with `typed`. */
  readonly wish?: Wish;
}
/** Things of a kind that a word may name. */
export interface Wish {
  readonly kind: NonNullable<ParamMeta['thing']> | Exclude<NonNullable<ParamMeta['completes']>, 'file' | 'directory'>;
  readonly typed: string;
  /** Which of the collections and endpoints. */
  readonly only?: NonNullable<ParamMeta['only']>;
  /** An id is taken, and no name. */
  readonly byId?: boolean;
  /** What stands before the value in its word: `--group=`. */
  readonly prefix: string;
  /** The thing that it belongs to, as it stands on the line. */
  readonly of?: string;
  /** The profile that the line names. */
  readonly profile?: string;
}
/** Fulfils a wish; what it gives back begins with what was typed, without the prefix. */
export type Fulfil = (wish: Wish) => Completion;

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
  const values = (param: ParamMeta, prefix = ''): Completion => {
    const { choices = [], suggests = [], completes, thing, only, byId, of } = param;
    const kind = thing ?? (completes === 'file' || completes === 'directory' ? undefined : completes);
    const typed = current.slice(prefix.length);
    const owner = of === undefined ? undefined : state.values.get(of);
    const profile = state.values.get('profile');
    return {
      candidates: [...choices, ...suggests].map((word) => ({ word: prefix + word })),
      ...((completes === 'file' || completes === 'directory') && { paths: completes }),
      ...(kind &&
        (of === undefined || owner !== undefined) && {
          wish: {
            kind,
            typed,
            prefix,
            ...(only && { only }),
            ...(byId && { byId }),
            ...(owner !== undefined && { of: owner }),
            ...(profile && { profile }),
          },
        }),
    };
  };
  if (state.expects) return starting(values(state.expects));
  if (!state.operandsOnly && current.startsWith('-')) {
    const [, name = '', sign] = /^(--[^=]+)(=)?/.exec(current) ?? [];
    const flag = sign ? state.flags.find((each) => each.kind === 'value' && each.names.includes(name)) : undefined;
    if (!sign) return starting({ candidates: flagCandidates(state, current) });
    return flag ? starting(values(flag, `${name}=`)) : nothing;
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
  /** What flags and arguments were given, by key: the last value of each. */
  readonly values: ReadonlyMap<string, string>;
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
  const values = new Map<string, string>();
  const operand = (word: string) => {
    const arg = meta && operandAt(meta, operands++);
    if (arg) values.set(arg.key, word);
  };
  for (const word of words) {
    if (expects) {
      values.set(expects.key, word);
      expects = undefined;
    } else if (operandsOnly) operand(word);
    else if (word === '--') operandsOnly = true;
    else if (word.startsWith('-') && word.length > 1) {
      const flag = flags.find((each) => spelled(each, word));
      if (flag) given.add(flag.key);
      if (flag?.kind === 'value' && word.includes('=')) values.set(flag.key, word.slice(word.indexOf('=') + 1));
      if (flag?.kind === 'value' && takesNextWord(word, flag)) expects = flag;
    } else {
      const child =
        operands === 0 && node.children && Object.hasOwn(node.children, word) ? node.children[word] : undefined;
      if (!child && !node.module) return undefined;
      if (child) node = child;
      else operand(word);
      meta = node.module ? manifest.meta(node.module) : undefined;
      flags = flagsOf(meta?.flags ?? []);
    }
  }
  return { node, meta, flags, given, operands, values, operandsOnly, expects };
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

/**
 * The answer to `globus __complete ...`, which the shells' scripts call: candidates a line, a tab before what they mean, and
 * `:file` or `:directory` last where paths fit. `words` are given one by one (`--words`, and for fish, whose last word stands as it
 * was typed, `--fish`), or as `--line TEXT WORD` for bash, where WORD is what bash takes for the current word (it breaks words at
 * quotes, `=`, `:` and `@`): candidates come as they are to be put in the place of WORD, with the quotes of the shell.
 */
export function answer(manifest: Manifest, argv: readonly string[], fulfil: Fulfil = () => nothing): string {
  const [mode, line = '', shellWord = ''] = argv;
  const asTyped = mode === '--line' ? typedWords(line) : mode === '--fish' ? typedWords(argv.at(-1) ?? '') : undefined;
  const last = asTyped?.words.at(-1);
  const words = mode === '--line' ? asTyped?.words.slice(1) : [...argv.slice(1, last === undefined ? undefined : -1)];
  const found = complete(manifest, mode === '--line' || last === undefined ? (words ?? []) : [...(words ?? []), last]);
  const { candidates, paths, wish } = found;
  const more = wish ? fulfil(wish) : nothing;
  const fitting = [
    ...candidates,
    ...more.candidates.map(({ word, ...rest }) => ({ word: `${wish?.prefix ?? ''}${word}`, ...rest })),
  ];
  const kindOfPaths = paths ?? more.paths;
  const inserted = (word: string) => {
    if (mode !== '--line' || !asTyped) return word;
    const rest = quotedRest(word.slice(last?.length ?? 0), asTyped.quote);
    return rest === undefined ? undefined : shellWord + rest;
  };
  const rows = fitting.flatMap(({ word, summary }) => {
    // a word that would have to be shown otherwise could not be typed as it is shown
    const typed = isObeyed(word) || word.includes('\t') ? undefined : inserted(word);
    if (typed === undefined) return [];
    return [`${typed}${summary ? `\t${visible(summary).replaceAll('\t', ' ')}` : ''}\n`];
  });
  return rows.join('') + (kindOfPaths ? `:${kindOfPaths}\n` : '');
}
