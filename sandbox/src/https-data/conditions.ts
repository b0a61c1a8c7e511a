import type { BigIntStats } from 'node:fs';

/** What of a file its conditions are about. */
export interface Version {
  /** A strong one: other bytes, another tag. */
  readonly etag: string;
  /** Milliseconds since 1970, of whole seconds, as HTTP dates are. */
  readonly modified: number;
}

/** The part of a file that a request is for. */
export interface Range {
  readonly start: number;
  /** The last byte that belongs to it. */
  readonly end: number;
}

/** One header of the request by its name in lower case. */
export type HeaderOf = (name: string) => string | undefined;

/** The version of a file as the file system knows it: every upload is a new inode, every write a new time. */
export function versionOf({ ino, size, mtimeNs, mtimeMs }: BigIntStats): Version {
  return {
    etag: `"${[ino, size, mtimeNs].map((part) => part.toString(16)).join('-')}"`,
    modified: Number(mtimeMs / 1000n) * 1000,
  };
}

/** Whether `If-Match` and `If-Unmodified-Since` hold, or, for what changes things, `If-None-Match` too; `present` is undefined for a file that is not there. */
export function holds(header: HeaderOf, present: Version | undefined, changes: boolean): boolean {
  const match = header('if-match');
  if (match !== undefined) {
    if (!present || !lists(match, present.etag, false)) return false;
  } else {
    const since = dateOf(header('if-unmodified-since'));
    if (since !== undefined && present && present.modified > since) return false;
  }
  const none = header('if-none-match');
  return !(changes && none !== undefined && present && lists(none, present.etag, true));
}

/** Whether the client has this version already. */
export function isKnown(header: HeaderOf, { etag, modified }: Version): boolean {
  const none = header('if-none-match');
  if (none !== undefined) return lists(none, etag, true);
  const since = dateOf(header('if-modified-since'));
  return since !== undefined && modified <= since;
}

/**
 * The range asked for; undefined when the whole file is to be sent (no range, another version by `If-Range`, a malformed one,
 * several of them), `unsatisfiable` when it lies beyond the end.
 */
export function rangeOf(
  header: HeaderOf,
  { etag, modified }: Version,
  size: number,
): Range | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header('range') ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  const condition = header('if-range');
  if (condition !== undefined && condition !== etag && dateOf(condition) !== modified) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** Whether a list of tags has this one; weakly, where `W/` makes no difference. */
function lists(list: string, etag: string, weakly: boolean): boolean {
  if (list.trim() === '*') return true;
  return (list.match(/(W\/)?"[^"]*"/g) ?? []).some((tag) => tag === etag || (weakly && tag === `W/${etag}`));
}

function dateOf(text: string | undefined): number | undefined {
  const time = text === undefined || /^\s*(W\/)?"/.test(text) ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
