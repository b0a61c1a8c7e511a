import type { Command, Input, Params } from '../command/command.js';
import type { Paged } from '../host/pager.js';
import { isListing, type Listing, renderListing } from '../output/listing.js';
import { idsToLookUp, isDrawn, isForScreen, noNames, render, type RenderOptions, settle } from '../output/render.js';
import type { LookupKind, Names, View } from '../output/view.js';

/** Where a result is printed, and how. */
export interface Printing {
  readonly options: RenderOptions;
  readonly plain: Paged;
  /** Through a pager once there is more than the terminal shows. */
  readonly paged: () => Paged;
  /** Names for ids: asked of the services only when a text view shows them. */
  readonly lookUp: (kind: LookupKind, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Called where there was nothing to show to a person at a terminal. */
  readonly onNothing: () => Promise<void>;
  /** What is told where the work is done, and only what came of it could not be shown. */
  readonly unshown: (error: unknown) => unknown;
}

/**
 * Prints what a command gave back: a document whole, the rows of a listing as they arrive. Nothing where there is nothing.
 * Gives back what was printed of a document; of a listing, whose rows nobody keeps, an empty text.
 */
export async function print(result: unknown, view: View<unknown>, printing: Printing): Promise<string> {
  const { result: shown, isOfWork } = isListing(result) ? watched(result) : { result, isOfWork: () => false };
  try {
    return await printed(shown, view, printing);
  } catch (error) {
    throw isOfWork(error) ? error : printing.unshown(error);
  }
}

/**
 * The same rows. Where reading them is the work, an error is of the work if the work is not whole, or if it was thrown by it;
 * else reading them is all there is to it.
 */
function watched(source: Listing<unknown>): {
  readonly result: Listing<unknown>;
  readonly isOfWork: (error: unknown) => boolean;
} {
  const { rows, lines, after, isWork } = source;
  if (!isWork) return { result: source, isOfWork: () => true };
  let isWhole = false;
  const thrown = new Set<unknown>();
  const of = async function* <T>(read: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
    try {
      yield* read;
      isWhole = true;
    } catch (error) {
      thrown.add(error);
      throw error;
    }
  };
  const judged = () => {
    try {
      after?.();
    } catch (error) {
      thrown.add(error);
      throw error;
    }
  };
  return {
    result: { ...source, rows: of(rows), ...(lines && { lines: () => of(lines()) }), after: judged },
    isOfWork: (error) => !isWhole || thrown.has(error),
  };
}

async function printed(result: unknown, view: View<unknown>, printing: Printing): Promise<string> {
  if (result === undefined) return '';
  const { options, plain, paged, onNothing } = printing;
  if (isListing(result)) {
    const names = (rows: readonly unknown[]) => namesFor(rows, view, printing, true);
    // names one a line are shown as they come; a table is read from its heading on
    const given = isDrawn(options) && settle(view, undefined, options).type === 'lines' ? plain : paged();
    const unread = result.isWork ? unheard(given) : undefined;
    const out = unread ?? given;
    const pieces = renderListing(result, view, options, names);
    // on a terminal a live line stands between rows, so that each is written as it comes
    let isNothing = isForScreen(options);
    if (options.terminal)
      for await (const piece of pieces) {
        isNothing &&= piece === '';
        await out.write(piece);
      }
    else await writeTogether(pieces, out);
    await out.end();
    if (isNothing) await onNothing();
    result.after?.();
    if (unread?.lost) throw unread.lost;
    return '';
  }
  const names = await namesFor(result, view, printing);
  // a record is read from its beginning; what is paged is long because there is much of it
  const isRecord = isDrawn(options) && isOneThing(settle(view, result, options));
  const out = isRecord ? plain : paged();
  const text = render(result, view, { ...options, names });
  await out.write(text);
  await out.end();
  if (text === '' && isForScreen(options)) await onNothing();
  return text;
}

const isOneThing = ({ type }: Pick<View<unknown>, 'type'>): boolean =>
  type === 'record' || type === 'summary' || type === 'message';

/** Takes everything, also when nothing can be written any more: `lost` is why. A copy half done because of `| head` helps nobody. */
function unheard(out: Paged): Paged & { readonly lost: Error | undefined } {
  let lost: Error | undefined;
  const unlessLost = (write: () => Promise<void>) =>
    lost ? Promise.resolve() : write().catch((error: unknown) => void (lost = error as Error));
  return {
    write: (text) => unlessLost(() => out.write(text)),
    end: () => unlessLost(out.end),
    get lost() {
      return lost;
    },
  };
}

/** A write of this many characters costs the system little more than one of a line. */
const together = 64 * 1024;

/**
 * Writes what is known at one moment in one go, and nothing later than when more has to be waited for. No more than that is held while
 * the reader takes its time, and a reader who has gone ends the reading of more.
 */
async function writeTogether(pieces: AsyncIterable<string>, out: Paged): Promise<void> {
  let known = '';
  let writing: Promise<void> | undefined;
  let waiting: NodeJS.Immediate | undefined;
  const reader: { broken?: { readonly error: unknown } } = {};
  /** One write at a time: what becomes known during it goes with the next. */
  const flush = (): void => {
    waiting = undefined;
    if (writing || known === '' || reader.broken) return;
    const text = known;
    known = '';
    writing = out.write(text).then(
      () => {
        writing = undefined;
        flush();
      },
      (error: unknown) => {
        reader.broken = { error };
        writing = undefined;
      },
    );
  };
  const isFull = () => known.length >= together && !reader.broken;
  try {
    for await (const piece of pieces) {
      if (reader.broken) throw reader.broken.error;
      known += piece;
      if (known.length < together) waiting ??= setImmediate(flush);
      while (isFull()) {
        flush();
        await writing;
      }
    }
  } finally {
    clearImmediate(waiting);
    flush();
    while (writing) await writing;
  }
  if (reader.broken) throw reader.broken.error;
}

/** The view of a command that belongs to what was typed. That it is one of what the command returns was checked where it is written. */
export function viewFor(command: Command, input: Input<Params, Params>): View<unknown> {
  const { output } = command;
  if (typeof output === 'function') return output(input) as View<unknown>;
  if (output.type !== 'byFlag') return output as View<unknown>;
  const views: Readonly<Record<string, View<never> | undefined>> = output.views;
  const flag = Object.keys(views).find((key) => (input.flags as Record<string, unknown>)[key]);
  return ((flag === undefined ? undefined : views[flag]) ?? output.otherwise) as View<unknown>;
}

async function namesFor(
  document: unknown,
  view: View<unknown>,
  { options, lookUp }: Printing,
  isListing = false,
): Promise<Names> {
  if (!isDrawn(options)) return noNames;
  const found: Record<LookupKind, ReadonlyMap<string, string>> = { ...noNames };
  for (const [kind, ids] of Object.entries(idsToLookUp(document, view, { ...options, isListing })) as [
    LookupKind,
    string[],
  ][]) {
    if (ids.length) found[kind] = await lookUp(kind, ids);
  }
  return found;
}
