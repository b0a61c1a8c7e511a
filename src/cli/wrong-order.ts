import { isLocal, pathColon } from '../globus/places/grammar.js';
import { isUuid } from '../uuid.js';
import type { CommandMeta, ParamMeta } from './manifest.js';

/** Of more words than these, nobody mixes up the order. */
const mostWords = 4;

/** How well a word fits an argument: not at all, as any other word does, or as what it looks like. */
type Fit = 0 | 1 | 2;

/** Whether a word looks like a username. */
export const isPerson = (word: string) => /^[^\s:/@]+@[^\s:/@]+$/.test(word);
export const isPlace = (word: string) => /^@./.test(word) || (pathColon(word) > 0 && !isLocal(word));

/** How arguments are called that take a person. */
const ofPeople: ReadonlySet<string> = new Set(['USER', 'PRINCIPAL', 'IDENTITY', 'GLOBUS_IDENTITY', 'USERNAME']);
const takesPerson = ({ names: [name = ''], metavar = '' }: ParamMeta) => ofPeople.has(name) || ofPeople.has(metavar);

/**
 * The words of a line in the order in which they fit their arguments, where two or more of them were mixed up: a person before the group,
 * a place before the file. Undefined where they fit as well as they stand.
 */
export function inRightOrder(
  words: readonly string[],
  { args }: Pick<CommandMeta, 'args'>,
  isFileHere: (path: string) => boolean,
): readonly string[] | undefined {
  if (words.length < 2 || words.length > mostWords || words.length > args.length) return undefined;
  const fits = (order: readonly string[]) => order.map((word, i) => fit(word, args[i], isFileHere));
  const best = orders(words)
    .map((order) => ({ order, fits: fits(order) }))
    .filter(({ fits }) => !fits.includes(0))
    .reduce<{ order: readonly string[]; sum: number } | undefined>((before, { order, fits }) => {
      const sum = total(fits);
      return before && before.sum >= sum ? before : { order, sum };
    }, undefined);
  return best && best.sum > total(fits(words)) ? best.order : undefined;
}

const total = (fits: readonly Fit[]) => fits.reduce<number>((sum, each) => sum + each, 0);

function fit(word: string, arg: ParamMeta | undefined, isFileHere: (path: string) => boolean): Fit {
  if (!arg) return 0;
  const { thing, alsoHere, completes, choices } = arg;
  if (choices) return choices.includes(word.toLowerCase()) ? 2 : 0;
  if (takesPerson(arg)) return isPerson(word) ? 2 : isUuid(word) ? 1 : 0;
  if (alsoHere) return 1;
  if (thing === 'place') return isPlace(word) ? 2 : isPerson(word) || isFileHere(word) ? 0 : 1;
  if (completes === 'file') return isFileHere(word) ? 2 : isPlace(word) || !/[{[.\-/]/.test(word) ? 0 : 1;
  if (thing === undefined) return 1;
  // the id or the name of a thing
  return isPerson(word) || (isPlace(word) && !word.startsWith('@')) ? 0 : 1;
}

/** All orders of some words, their own first. */
const orders = (words: readonly string[]): readonly (readonly string[])[] =>
  words.length < 2
    ? [words]
    : words.flatMap((word, i) => orders(words.toSpliced(i, 1)).map((others) => [word, ...others]));
