import { createHash } from 'node:crypto';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../../errors.js';
import { type Owner, stateOf, thisProcess } from '../../owner.js';
import { claimed, newFile, ownFile } from './own-file.js';
import { hideDraft, likeTheFileAt } from './small-file.js';
import { visible } from '../../visible.js';

/** What a download is of: only the same again can be gone on with. */
export interface Version {
  readonly url: string;
  readonly etag: string;
  readonly length: number;
}
/** Bytes `first` to `last`, both included. */
export type Range = readonly [first: number, last: number];

/** Seconds between two notes of what is on the disk: as much is lost at most. */
const noteEvery = 3;
/** A record of another machine that was touched within so many seconds belongs to a process that is at work. */
const aliveFor = 4 * noteEvery;
/** Longer names are none on most disks. */
const longestName = 200;

/** The name of the file that a download goes into until it is whole. */
export function partPath(path: string): string {
  const name = basename(path);
  const short = Buffer.byteLength(name) <= longestName ? name : createHash('sha256').update(name).digest('hex');
  return join(dirname(path), `.${short}.globus-part`);
}

/**
 * A file that is being downloaded, with a record beside it of what it is and which bytes of it are on the disk. The record is only
 * added to: a first line with the version, then a line for each range.
 */
export class PartFile {
  private readonly fresh: Range[] = [];
  private noted: Range[] = [];
  private notedAt = Date.now();
  private writing: Promise<void> = Promise.resolve();
  private noting: Promise<void> = Promise.resolve();
  private failed: Error | undefined;
  /** Other machines see by the record's date that somebody is at work, also while nothing comes. */
  private readonly beat: NodeJS.Timeout;

  private constructor(
    private readonly file: FileHandle,
    private readonly record: FileHandle,
    private readonly path: string,
    private readonly part: string,
    /** The path as people know it. */
    private readonly shown: string,
    /** The ranges that were there when it was opened. */
    readonly done: readonly Range[],
  ) {
    // one that fails makes the record look old, no more
    const touch = () => void this.record.utimes(new Date(), new Date()).catch(() => undefined);
    this.beat = setInterval(touch, noteEvery * 1000).unref();
  }

  /** Opens what there is of this version, or begins anew. CliError where another process is at it. */
  static async open(path: string, version: Version, shown = path): Promise<PartFile> {
    const part = partPath(path);
    const recordPath = `${part}.json`;
    const { text, record: before } = await readRecord(recordPath);
    if (before && isAtWork(before)) throw atWork(shown, before);
    // written anew: its owner is this process, and a line that was cut short is gone
    const record = await claimed(recordPath, text, lineOf({ ...version, owner: thisProcess() }));
    if (!record) throw atWork(shown, (await readRecord(recordPath)).record);
    let file: FileHandle | undefined;
    try {
      const isSame = before?.url === version.url && before.etag === version.etag && before.length === version.length;
      const kept = isSame ? await ownFile(part) : undefined;
      const done = kept && before ? before.ranges : [];
      file = kept ?? (await newFile(part));
      await hideDraft(path, file);
      await file.truncate(version.length);
      await record.write(done.map(lineOf).join(''));
      await record.datasync();
      return new PartFile(file, record, path, part, shown, done);
    } catch (error) {
      await file?.close();
      await record.close();
      throw error;
    }
  }

  /** Writes bytes at their place, after those of earlier calls: of two writes to one file one spins in the kernel until the other is done. */
  write(bytes: Uint8Array, at: number): Promise<void> {
    const written = this.writing.then(() => this.writeNow(bytes, at));
    this.writing = written.catch(() => undefined);
    return written;
  }

  private async writeNow(bytes: Uint8Array, at: number): Promise<void> {
    if (this.failed) throw this.failed;
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, written, bytes.length - written, at + written);
      written += bytesWritten;
    }
    this.fresh.push([at, at + bytes.length - 1]);
    if (Date.now() - this.notedAt > noteEvery * 1000) {
      this.notedAt = Date.now();
      this.noting = this.noting.then(() => this.note());
      // told by the next write, or at the end
      this.noting.catch((error: unknown) => (this.failed = error as Error));
    }
  }

  /** How many bytes are noted to be on the disk. */
  bytes(): number {
    return merged([...this.done, ...this.noted]).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  }

  /** Puts what was written on the disk, and then notes that it is there. */
  private async note(): Promise<void> {
    const ranges = merged(this.fresh.splice(0));
    if (!ranges.length) return;
    await this.file.datasync();
    await this.record.write(ranges.map(lineOf).join(''));
    await this.record.datasync();
    this.noted = merged([...this.noted, ...ranges]);
  }

  /** Ends the work before the file is whole: what came is kept for the next time. */
  async leave(): Promise<void> {
    try {
      await this.noting;
      await this.note();
    } finally {
      await this.close();
    }
  }

  private async close(): Promise<void> {
    clearInterval(this.beat);
    const [record, file] = await Promise.allSettled([this.record.close(), this.file.close()]);
    for (const closed of [record, file]) if (closed.status === 'rejected') throw closed.reason as Error;
  }

  /** Ends the work and takes away what came: none of it is to be gone on with. */
  async discard(): Promise<void> {
    await this.noting.catch(() => undefined); // what could not be noted goes, too
    await this.close();
    await rm(`${this.part}.json`, { force: true });
    await rm(this.part, { force: true });
  }

  /** The file is whole: it gets its dates and its name, and the record goes. */
  async finish(modified: Date | undefined): Promise<void> {
    await this.noting;
    await likeTheFileAt(this.path, this.file);
    if (modified) await this.file.utimes(modified, modified);
    await this.file.sync();
    const mine = await this.file.stat();
    await this.close();
    if ((await lstat(this.part).catch(() => undefined))?.ino !== mine.ino)
      throw new CliError(
        `${visible(partPath(this.shown))} was replaced by another program: ${visible(this.shown)} was not written.`,
      );
    await rename(this.part, this.path);
    await rm(`${this.part}.json`, { force: true });
    await syncFolder(dirname(this.path));
  }
}

const lineOf = (line: unknown) => `${JSON.stringify(line)}\n`;

const atWork = (path: string, record: Record | undefined) =>
  new CliError(`Another globus${record ? ` (process ${record.owner.pid})` : ''} is downloading ${visible(path)} now.`, {
    hint: 'Wait for it, or give another name.',
  });

interface Record extends Version {
  readonly owner: Owner;
  readonly ranges: readonly Range[];
  readonly isRecent: boolean;
}

/** What a record of this user's says: its text, and what could be read in it. */
async function readRecord(path: string): Promise<{ readonly text?: string; readonly record?: Record | undefined }> {
  const file = await ownFile(path);
  if (!file) return {};
  try {
    const { mtimeMs } = await file.stat();
    const text = await file.readFile('utf8');
    return { text, record: recordIn(text, mtimeMs) };
  } finally {
    await file.close();
  }
}

function recordIn(text: string, mtimeMs: number): Record | undefined {
  // what follows the last line break was cut short
  const lines = text.split('\n').slice(0, -1);
  try {
    const [head, ...ranges] = lines.map((line) => JSON.parse(line) as unknown);
    const { url, etag, length, owner } = head as Record;
    if (![url, etag].every((each) => typeof each === 'string') || !Number.isSafeInteger(length)) return undefined;
    if (typeof owner.host !== 'string' || !Number.isSafeInteger(owner.pid)) return undefined;
    return {
      url,
      etag,
      length,
      owner,
      ranges: merged((ranges as Range[]).filter((range) => isRange(range, length))),
      isRecent: Date.now() - mtimeMs < aliveFor * 1000,
    };
  } catch {
    // not written by us, or not whole: the download begins anew
    return undefined;
  }
}

const isRange = (range: unknown, length: number) =>
  Array.isArray(range) &&
  range.length === 2 &&
  range.every(Number.isSafeInteger) &&
  Number(range[0]) >= 0 &&
  Number(range[0]) <= Number(range[1]) &&
  Number(range[1]) < length;

/** Ranges in their order, those that touch or overlap as one. */
export function merged(ranges: readonly Range[]): Range[] {
  const all: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = all.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else all.push([first, last]);
  }
  return all;
}

/** What is missing of so many bytes, in pieces of at most `size`. */
export function missing(done: readonly Range[], length: number, size: number): Range[] {
  const gaps: Range[] = [];
  let at = 0;
  for (const [first, last] of [...merged(done), [length, length] as const]) {
    for (; at < first; at += size) gaps.push([at, Math.min(at + size, first) - 1]);
    at = last + 1;
  }
  return gaps;
}

/** Whether another process writes to what this is the record of. */
function isAtWork({ owner, isRecent }: Record): boolean {
  const here = thisProcess();
  if (owner.host === here.host && owner.pid === here.pid) return false;
  const state = stateOf(owner);
  return state === 'alive' || (state === 'unknown' && isRecent);
}

/** A name is on the disk once its folder is; where folders cannot be synced, there is nothing to do about it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
