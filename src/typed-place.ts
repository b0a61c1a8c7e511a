import { CliError, UsageError } from './errors.js';
import { troubleWith } from './globus/places/missing.js';
import type { Found } from './globus/things/thing.js';
import type { Adapters } from './services/index.js';

export interface TypedPlaces {
  /** What a text means that somebody typed where they could choose. Throws UsageError where it means nothing. Nothing is kept of it. */
  readonly find: (kind: 'collection' | 'place', text: string) => Promise<Found>;
  readonly transfer: () => Promise<Pick<Adapters['transfer'], 'statFile'>>;
}

/** The same without the name of a parameter, which nobody typed. */
const bare = ({ message }: UsageError) =>
  message.replace(/^Invalid value for [^:]*: /, '').replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** Why a text will not do; undefined where it will, and where nobody can tell: the line itself is judged later. */
async function unlessUnknown(judge: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof UsageError) return bare(error);
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

const hasPattern = (path: string) => /[*?[]/.test(path);

/** Why a path that has to be there will not do; of what may be a pattern nothing is said. */
export const pathComplaint = (
  { id, path }: { readonly id: string; readonly path: string },
  { transfer }: Pick<TypedPlaces, 'transfer'>,
): Promise<string | undefined> =>
  unlessUnknown(async () =>
    hasPattern(path) ? undefined : (await troubleWith({ endpoint: id, path }, await transfer(), 'file'))?.message,
  );

/** Why a collection or place that was typed will not do; `mustBeThere` has its path looked at, too. */
export const typedComplaint = (
  kind: 'collection' | 'place',
  text: string,
  mustBeThere: boolean,
  tools: TypedPlaces,
): Promise<string | undefined> =>
  unlessUnknown(async () => {
    const { id, path } = await tools.find(kind, text);
    return mustBeThere && path !== null ? pathComplaint({ id, path }, tools) : undefined;
  });
