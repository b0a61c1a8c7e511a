import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlessOfDisk } from '../disk-words.js';
import type { Runtime } from '../runtime.js';
import { configDirectory } from './directories.js';
import { makeFolder } from '../new-folder.js';
import { type Owner, stateOf, thisProcess } from '../owner.js';
import type { AnewRequest, KeptInMind } from '../services/transport.js';

/** A line that is run again so much later is meant: one of every night must not stumble over that of the night before. */
const rememberedFor = 60 * 60 * 1000;

/** Who waits longer for an answer, on another machine or in another container, is not there any more; milliseconds. */
const answeredWithin = 75 * 1000;

/** Who asks: a login, whatever tokens were handed over (a job gets new ones each time), and the line that was typed. */
export interface Asker {
  readonly runtime: Runtime;
  readonly login: { readonly storedKey: string };
  readonly line: string;
}
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * Requests that make something new each time they are sent, while they wait for their answer: a file for each in `unanswered/` of the
 * config directory, which says whose it is. The same is what one line asks for, or what has the same
 * body: that of a timer may hold the time of day, and that of a line which asks questions their answers. What is found there of a process that was killed may be done, and is not asked for a second
 * time unasked. What cannot be kept ends no request.
 */
export function askingAnew(
  { runtime, login: { storedKey: key }, line }: Asker,
  { service, url, body }: AnewRequest,
  now = Date.now(),
): KeptInMind {
  const folder = join(configDirectory(runtime), 'unanswered');
  const hashes = [line, body ?? ''].map((what) => hashOf(JSON.stringify([key, service, url, what])));
  const before = unlessOfDisk(() => ofTheDead(folder, hashes, now));
  if (before !== undefined) return { before: now - before };
  const file = join(folder, `${hashes.join('.')}.${process.pid}`);
  unlessOfDisk(() => {
    makeFolder(folder, 0o700);
    writeFileSync(file, JSON.stringify(thisProcess()), { mode: 0o600 });
  });
  return { forget: () => unlessOfDisk(() => rmSync(file, { force: true })) };
}

/** When a process that is gone sent the same; what was found is forgotten, as is what is old. */
function ofTheDead(folder: string, hashes: readonly string[], now: number): number | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })) return undefined;
  let found: number | undefined;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const sent = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (sent === undefined) continue;
    const isOld = now - sent > rememberedFor;
    const isFound = hashes.some((hash) => name.includes(hash)) && isOfTheDead(file, now - sent);
    if (isOld || isFound) rmSync(file, { force: true });
    if (isFound && !isOld) found = Math.max(found ?? 0, sent);
  }
  return found;
}

function isOfTheDead(file: string, age: number): boolean {
  try {
    const state = stateOf(JSON.parse(readFileSync(file, 'utf8')) as Owner);
    return state === 'gone' || (state === 'unknown' && age > answeredWithin);
  } catch (error) {
    // not written to its end: its process is about to send, or was killed before it did
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
