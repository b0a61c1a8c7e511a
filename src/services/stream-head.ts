import { CliError, UnexpectedAnswerError } from '../errors.js';

/** What a service says of a body before it comes. */
export interface StreamHead {
  readonly status: number;
  readonly headers: Headers;
  /** The bytes of this body; undefined where the service does not say. */
  readonly length: number | undefined;
  /** The version, as the service wrote it. */
  readonly etag: string | undefined;
  /** Which bytes these are, of how many, in an answer with a part (206). A service may send the whole instead (200). */
  readonly range: ContentRange | undefined;
}
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total: number | undefined;
}
/** What is being read has become another version since the reading began. */
export class ChangedError extends CliError {}

/** Reads the head of an answer. */
export function headOf({ status, headers }: Response): StreamHead {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  const announced = headers.get('content-length');
  return {
    status,
    headers,
    length: announced === null ? undefined : Number(announced),
    etag: headers.get('etag') ?? undefined,
    range:
      status === 206 && first !== undefined
        ? { first: Number(first), last: Number(last), total: total === '*' ? undefined : Number(total) }
        : undefined,
  };
}

/** How many bytes of a continued body came before: none of the part that was asked for, all of them of the whole. */
export function bytesToSkip(
  now: StreamHead,
  before: StreamHead,
  rest: { first: number; last: number },
  url: string,
): number {
  if (now.range) {
    const isRest = now.range.first === rest.first && now.range.last === rest.last;
    if (isRest && (before.range?.total ?? before.length) === now.range.total) return 0;
    // a part of a part does not tell how long the whole is: the first answer says where it ended
    if (isRest && before.range && before.range.total === undefined) return 0;
    throw changed(url);
  }
  // a service without ranges sends all of it again
  if (!before.range && now.length === before.length) return rest.first;
  throw changed(url);
}

/** The statuses of answers that bring a whole file; 204 brings none, and would make it empty. */
const wholes = new Set([200, 203]);

/** Whether an answer is the whole, or begins where it was asked to and says no more than it sends. It may end sooner. */
export function isOfRange(
  { status, range, length }: StreamHead,
  asked: { readonly first: number; readonly last?: number } | undefined,
): boolean {
  if (status !== 206) return wholes.has(status);
  if (!range || !asked) return false;
  const ends = range.last >= range.first && range.last <= (asked.last ?? Infinity);
  return range.first === asked.first && ends && (length === undefined || length === range.last - range.first + 1);
}

/** The error for a part that nobody asked for, or for no file at all. */
export const otherPart = (url: string, status: number) =>
  status !== 206
    ? new UnexpectedAnswerError(`${url.replace(/\?.*/, '')} came without a file (status ${status}).`)
    : new UnexpectedAnswerError(`${url.replace(/\?.*/, '')} came in another part than was asked for.`, {
        hint: 'Something between here and the server may keep parts of files, and mix them up. Try another way to it.',
      });

/** Whether the same ETag means the same bytes. */
export const isStrong = (etag: string | undefined): etag is string => etag !== undefined && !etag.startsWith('W/');

export const changed = (url: string) =>
  new ChangedError(`${url.replace(/\?.*/, '')} has changed since the reading began.`, {
    hint: 'What was read is of an older version. Run the command again to read the new one.',
  });
