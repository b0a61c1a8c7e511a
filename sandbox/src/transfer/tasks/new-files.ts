import { readdirSync } from 'node:fs';
import type { Folder } from '../storage/folder.js';
import type { Beside } from './beside.js';
import { copiersOf, type Copiers } from './copiers.js';
import type { Copied } from './draft.js';
import type { Pace, Subject } from './work.js';

/** Tasks of fewer files are done before threads are ready. */
const manyFiles = 100;
/** What a thread gets at a time: large enough not to be noticed, small enough to stop between two. */
const filesAtOnce = 64;
/** So that a tree of nearly empty directories keeps few of them open. */
const directoriesAtOnce = 16;
export const algorithm = 'md5';

/** New files of one directory that are on their way to a thread. */
export interface Group {
  readonly from: Folder;
  readonly to: Folder;
  names: string[];
  /** Told what became of each file; undefined is one that is still to be copied. */
  readonly done: (name: string, copied: Copied | undefined) => void;
}

/** What it needs of a task. */
type CopyingTask = Pick<Subject, 'world' | 'task'> &
  Pick<Pace, 'isThrottled'> & {
    /** What was copied before the sandbox was last stopped. */
    readonly done: ReadonlyMap<string, unknown>;
    readonly beside: Beside;
  };

/** Gathers a task's new small files for the threads that copy them. */
export class NewFiles {
  private groups: Group[] = [];
  private count = 0;
  private readonly copiers: Copiers | undefined;

  constructor(private readonly run: CopyingTask) {
    this.copiers = copiersOf(run.world);
  }

  /** A group for the files of a directory; undefined where the task must copy each itself. */
  group(from: Folder, to: Folder, done: Group['done']): Group | undefined {
    if (!this.copiers || from.isRestricted || to.isRestricted || !(to.isNew || readdirSync(to.self).length === 0))
      return undefined;
    return { from, to, names: [], done };
  }

  /** Takes a file of a group unless the task must copy it itself, and says whether it did. */
  takes(group: Group, name: string): boolean {
    const { run, copiers } = this;
    // Files that fault rules act on, that are slowed down, or that may be there from last time, are a matter of one by one.
    if (run.task.files < manyFiles || run.isThrottled || run.world.faults.concernTasks || run.done.size > 0)
      return false;
    copiers?.start();
    if (!copiers?.areReady) return false;
    if (group.names.length === 0) {
      group.from.hold();
      group.to.hold();
      this.groups.push(group);
    }
    group.names.push(name);
    this.count += 1;
    return true;
  }

  /** Hands over what was taken when it is enough; a promise to wait for when the threads have enough to do, too. */
  handOver(): Promise<void> | undefined {
    if (this.count < filesAtOnce && this.groups.length < directoriesAtOnce) return undefined;
    this.flush();
    return this.copiers && this.run.beside.room(this.copiers.enough);
  }

  /** Hands over all that was taken; false when there was nothing. */
  flush(): boolean {
    const { run, copiers } = this;
    const groups = this.take();
    if (!copiers || groups.length === 0) return false;
    const batch = groups.map(({ from, to, names }) => ({ from: from.place, to: to.place, names }));
    run.beside.add(
      copiers.hand({ groups: batch, options: run.task.options, algorithm: algorithm }).then((copied) => {
        close(groups);
        groups.forEach(({ names, done }, at) => names.forEach((name, i) => done(name, copied[at]?.[i])));
      }),
    );
    return true;
  }

  /** Lets go of what was taken. */
  drop(): void {
    close(this.take());
  }

  /** What was taken; what is taken from now on begins groups of its own. */
  private take(): Group[] {
    const groups = this.groups.map((group) => ({ ...group }));
    for (const group of this.groups) group.names = [];
    this.groups = [];
    this.count = 0;
    return groups;
  }
}

function close(groups: readonly Group[]): void {
  for (const { from, to } of groups) {
    from.close();
    to.close();
  }
}
