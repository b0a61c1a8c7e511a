import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diskWords } from '../disk-words.js';
import { CliError } from '../errors.js';
import type { SubmissionRecords } from '../tools.js';
import { makeFolder } from '../new-folder.js';
import { writeAtomically } from './atomic.js';
import { LockFile } from './lock-file.js';
import { sentUnder } from './sent-under.js';

/** Whose records are wanted. */
export interface RecordsOwner {
  /** Of the stored login, and of the tokens that were handed over; empty without such. */
  readonly storedKey: string;
  readonly tokensMark: string;
}

/**
 * Records of submissions in several tasks, one a file, below the folder of this installation's state. Each login has its own: what one
 * began, another must not take for its own. Of tokens that were handed over it is not known whose they are, and a job gets new ones
 * each time: a record of other tokens is taken over where `sees` says that this person sees its tasks.
 */
export function submissionRecords(
  configDir: string,
  { storedKey, tokensMark }: RecordsOwner,
  sees: (taskId: string) => Promise<boolean>,
) {
  const common = join(configDir, 'submissions', createHash('sha256').update(storedKey).digest('hex').slice(0, 12));
  const folderOf = (mark: string) => (mark === '' ? common : join(common, mark));
  const fileOf = (name: string, mark = tokensMark) => join(folderOf(mark), `${encodeURIComponent(name)}.json`);
  /** Records of other tokens that have this name, the newest first. */
  const others = (name: string): readonly string[] =>
    ['', ...namesIn(common)]
      .filter((mark) => mark !== tokensMark && !mark.includes('.'))
      .map((mark) => fileOf(name, mark))
      .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs }))
      .filter(({ at }) => at !== undefined)
      .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
      .map(({ file }) => file);
  const find = async (name: string): Promise<string | undefined> => {
    const own = fileOf(name);
    if (textOf(name, own) !== undefined) return own;
    for (const file of usable(name, () => others(name))) if (await isOfMine(name, file, sees)) return file;
    return undefined;
  };
  const records: Pick<SubmissionRecords, 'read' | 'hold'> = {
    read: async (name) => textOf(name, await find(name)),
    hold: async (name, work) => {
      // of all tokens: two jobs do not submit the same at once
      const lock = usable(name, () => {
        makeFolder(folderOf(tokensMark), 0o700);
        return new LockFile(`${fileOf(name, '')}.lock`);
      });
      try {
        // a first try takes the lock of a dead process away, a second one gets it
        if (!usable(name, () => lock.tryTake() || lock.tryTake())) {
          const { pid } = lock.holder() ?? {};
          throw new CliError(`'${name}' is being submitted by another globus${pid ? ` (process ${pid})` : ''}.`, {
            hint: 'Wait for it, or give this one a name of its own with --group.',
          });
        }
        try {
          const found = await find(name);
          if (found !== undefined && found !== fileOf(name)) usable(name, () => renameSync(found, fileOf(name)));
          return await work({
            read: () => textOf(name, fileOf(name)),
            write: (text) => usable(name, () => writeAtomically(fileOf(name), text)),
          });
        } finally {
          lock.release();
        }
      } finally {
        lock.end();
      }
    },
  };
  return { ...records, ...sentUnder(configDir) };
}

const isNotThere = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}

function textOf(name: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (isNotThere(cause)) return undefined;
    throw new CliError(`The record of '${name}' cannot be read: ${diskWords(cause)}.`, { cause });
  }
}

/** So long it may be that what was sent has arrived, and its answer was lost; milliseconds. */
const undecided = 60 * 60 * 1000;

/**
 * Whether a record of other tokens is of this person: its first task is seen, or nothing of it goes out under ids. CliError where it was
 * begun lately and has no task: whose it is cannot be known, nor whether it was accepted.
 */
async function isOfMine(name: string, file: string, sees: (taskId: string) => Promise<boolean>): Promise<boolean> {
  const text = textOf(name, file) ?? '';
  const task = /"task_id":"([^"]+)"/.exec(text)?.[1];
  if (task !== undefined) return sees(task);
  if (!text.includes('"submission_id"')) return text !== '';
  if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > undecided) return false;
  throw new CliError(`'${name}' was begun lately with another token, and it is not known whether it was accepted.`, {
    hint: 'See whether it is there:  globus task list --limit 5\nTo submit it all the same, give it a name of its own with --group.',
  });
}

/** Nothing is submitted whose record cannot be kept. */
function usable<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new CliError(`The record of '${name}' cannot be kept: ${diskWords(cause)}.`, {
      cause,
      hint: 'Point GLOBUS_CONFIG_DIR at a folder that can be made or written.',
    });
  }
}
