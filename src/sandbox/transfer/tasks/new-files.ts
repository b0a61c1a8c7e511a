import { opendirSync } from 'node:fs';
import type { Folder } from '../storage/jail.js';
import { copiersOf, type Copiers } from './copiers.js';
import type { Copied } from './draft.js';
import type { TaskRun } from './task-run.js';

/** Tasks of fewer files are done before threads are ready. */
const MANY_FILES = 100;
/** Files for a thread at a time: large enough not to be noticed, small enough to stop between two. */
const BATCH = 64;
export const ALGORITHM = 'md5';

/** Gathers the new small files of one directory for the threads that copy them. */
export class NewFiles {
  private names: string[] = [];
  private readonly mayTake: boolean;

  /** `done` is told what became of each file; undefined is one that is still to be copied. */
  constructor(
    private readonly run: TaskRun,
    private readonly from: Folder,
    private readonly to: Folder,
    private readonly done: (name: string, copied: Copied | undefined) => void,
  ) {
    // Where a level is asked for, a file that a killed sandbox left half written would pass for one that need not be copied.
    const isSimple = run.task.options.sync_level === null && !from.isRestricted && !to.isRestricted;
    this.mayTake = this.copiers !== undefined && isSimple && isEmptyFolder(to);
  }

  /** Takes a file unless the task must copy it itself, and says whether it did. */
  takes(name: string): boolean {
    const { run } = this;
    // Files that fault rules act on, that are slowed down, or that may be there from last time, are a matter of one by one.
    if (!this.mayTake || run.task.files < MANY_FILES || run.isThrottled || run.world.faults.concernTasks || run.done.size > 0) return false;
    const { copiers } = this;
    copiers?.start();
    if (!copiers?.areReady) return false;
    this.names.push(name);
    return true;
  }

  /** Hands over the files taken when there are enough, or any at the `end`; a promise to wait for when the threads have enough to do. */
  handOver(end = false): Promise<void> | undefined {
    const { copiers, names } = this;
    if (!copiers || names.length < (end ? 1 : BATCH)) return undefined;
    this.hand(copiers);
    return this.run.beside.room(copiers.enough);
  }

  private get copiers(): Copiers | undefined {
    return copiersOf(this.run.world);
  }

  private hand(copiers: Copiers): void {
    const { run, from, to, names } = this;
    this.names = [];
    from.hold();
    to.hold();
    const results = copiers.hand({ from: from.place, to: to.place, names, options: run.task.options, algorithm: ALGORITHM });
    run.beside.add(
      results.then((copied) => {
        from.close();
        to.close();
        names.forEach((name, i) => this.done(name, copied[i]));
      }),
    );
  }
}

function isEmptyFolder(folder: Folder): boolean {
  const listing = opendirSync(folder.self);
  try {
    return listing.readSync() === null;
  } finally {
    listing.closeSync();
  }
}
