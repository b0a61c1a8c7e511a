import { isLocal, pathColon, readsBack } from '../globus/places/grammar.js';
import type { CommandMeta, ParamMeta } from './manifest.js';

/** What is known of the things that words may name, and of this machine. */
export interface Known {
  /** Whether a thing of this kind has exactly this name; collections count as places, too. */
  readonly isNamed: (kind: string, name: string) => boolean;
  readonly isFileHere: (path: string) => boolean;
  /** Whether the command was stopped because a place had no path, though it may go without one elsewhere. */
  readonly lacksPaths: boolean;
}

/** What an argument takes of Globus; undefined for any other text. */
export const kindTaken = ({ thing, alsoHere }: ParamMeta) => (alsoHere ? 'place' : thing);

/**
 * The arguments that somebody may have meant: with the colon that they forgot behind a collection, and as one where they forgot the
 * quotes around a name with spaces. Undefined where these words are no name of what is known, or right as they are.
 */
export function meantOperands(
  operands: readonly string[],
  { args }: Pick<CommandMeta, 'args'>,
  known: Known,
): readonly string[] | undefined {
  const areTooMany = operands.length > args.length && !args.some(({ multiple }) => multiple);
  const inOrder = fitted(operands, args, { ...known, areTooMany });
  // the path may have come before the name of what it is on
  const isTurned = !inOrder && areTooMany && operands.length === 2 && !operands.some((word) => word.includes(':'));
  const meant = isTurned ? fitted(operands.toReversed(), args, { ...known, areTooMany }) : inOrder;
  return meant?.some((word, i) => word !== operands[i]) ? meant : undefined;
}

/** The same, with whether there are more words than the command takes: each of them has to belong to another. */
type Counted = Known & { readonly areTooMany: boolean };

/** The words as one for each argument, the most of them that are a name first; undefined where they do not come out even. */
function fitted(words: readonly string[], args: readonly ParamMeta[], known: Counted): readonly string[] | undefined {
  const [arg, ...others] = args;
  if (!words.length) return [];
  if (!arg) return undefined;
  for (let count = words.length; count > 0; count--) {
    const word = count === 1 ? single(words[0] ?? '', arg, known) : joined(words.slice(0, count), arg, known);
    const rest = word === undefined ? undefined : fitted(words.slice(count), arg.multiple ? args : others, known);
    if (word !== undefined && rest) return [word, ...rest];
  }
  return undefined;
}

/** Several words as one. */
function joined(words: readonly string[], arg: ParamMeta, { isNamed, areTooMany }: Counted): string | undefined {
  const kind = kindTaken(arg);
  if (kind === undefined) return undefined;
  const whole = words.join(' ');
  if (isNamed(kind, whole)) return whole;
  if (kind !== 'place') return undefined;
  const path = words.at(-1) ?? '';
  const at = pathColon(whole);
  // what follows a word with a path is another place
  if (words.filter((word) => word.includes(':')).length > 1 && words.some((word) => /:[/~]/.test(word)))
    return undefined;
  if (path.includes(':') && at > 0 && isNamed(kind, whole.slice(0, at))) return whole;
  const name = words.slice(0, -1).join(' ');
  return (areTooMany || /^[/~]/.test(path)) && !path.includes(':') && isNamed(kind, name)
    ? `${name}:${path}`
    : undefined;
}

/** One word; with a colon behind the collection that it begins with, where that is missing. */
function single(word: string, arg: ParamMeta, { isNamed, isFileHere, lacksPaths }: Known): string {
  if (kindTaken(arg) !== 'place' || isLocal(word) || (arg.alsoHere && isFileHere(word))) return word;
  if (isNamed('place', word)) return arg.alsoHere ? `${word}:` : lacksPaths ? `${word}:/~/` : word;
  for (let at = word.indexOf('/'); at > 0; at = word.indexOf('/', at + 1))
    if (isNamed('place', word.slice(0, at))) return `${word.slice(0, at)}:${word.slice(at)}`;
  return word;
}

/** Parts of these words that may be a name, the longest first: what a service can be asked for. */
export function namesIn(operands: readonly string[], meta: Pick<CommandMeta, 'args'>): readonly string[] {
  const tooMany = operands.length > meta.args.length;
  const all = tooMany && !meta.args.at(-1)?.multiple ? [operands.join(' ')] : operands;
  return all.flatMap((word) => {
    const at = pathColon(word);
    const name = (at > 0 ? word.slice(0, at) : word).split('/', 1)[0]?.trim() ?? '';
    return name && readsBack(name) && !isLocal(word) ? [name] : [];
  });
}
