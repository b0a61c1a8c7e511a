import type { CliError } from '../errors.js';

/** What was done and what was not: the document is printed, then the run ends as the error says. */
export interface Incomplete<D> {
  readonly incomplete: true;
  readonly document: D;
  readonly error: CliError;
}

/** For work of many parts of which some failed: the document says which, and the exit code is the error's. */
export const incomplete = <D>(document: D, error: CliError): Incomplete<D> => ({ incomplete: true, document, error });

/** A document, and what is to be said once it is shown: the run ends as that error says. */
export const shownThenFailed = <D>({
  document,
  failure,
}: {
  readonly document: D;
  readonly failure?: CliError | undefined;
}): D | Incomplete<D> => (failure ? incomplete(document, failure) : document);

export const isIncomplete = (value: unknown): value is Incomplete<unknown> =>
  value !== null &&
  typeof value === 'object' &&
  'incomplete' in value &&
  'error' in value &&
  value.error instanceof Error;

/** A document that has to have reached whoever asked for it before the rest is done. */
export interface ShownFirst<D> {
  readonly shownFirst: true;
  readonly document: D;
  readonly rest: Rest;
}
export interface Rest {
  /** What has to be in what was printed: an expression may have selected something else. */
  readonly shows: string;
  /** What is told as the next step where it was not printed. */
  readonly otherwise: string;
  readonly act: () => Promise<void>;
}

/** For a secret that is told only once: where it cannot be printed, the rest is not done, and what it would end goes on. */
export const shownFirst = <D>(document: D, rest: Rest): ShownFirst<D> => ({ shownFirst: true, document, rest });

export const isShownFirst = (value: unknown): value is ShownFirst<unknown> =>
  value !== null && typeof value === 'object' && 'shownFirst' in value && 'rest' in value;
