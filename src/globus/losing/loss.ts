import { ServiceError } from '../../errors.js';
import { visible } from '../../visible.js';

/** What is about to be lost, in the words of a question. */
export interface Loss {
  /** Names the thing, its place, and how much of it there is. */
  readonly question: string;
  /** The name to be typed before it is done: of what cannot be had back, and holds what others work with. */
  readonly name?: string | undefined;
  /** Flags that a yes gives as well, as the question says: without them what was typed cannot be done. */
  readonly along?: Readonly<Record<string, unknown>> | undefined;
}

/** What describes a loss; undefined where the service refuses to show it. What is refused can still be deleted, and says so itself. */
export async function ifShown<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** `1 file`, `2 files`, `10,000 files`. */
export const amount = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : several}`;

/** The first few of several names, and how many more there are. */
export const severalNames = (names: readonly string[], most = 5): string =>
  [names.slice(0, most).map(visible).join(', '), ...(names.length > most ? [`${names.length - most} more`] : [])].join(
    ' and ',
  );

/** A name in quotes, or the id of what has none. */
export const called = (name: string | null | undefined, id: string): string => (name ? `'${visible(name)}'` : id);
