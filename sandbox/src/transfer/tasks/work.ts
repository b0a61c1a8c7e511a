import type { World } from '../../world.js';
import type { Requester } from '../permissions.js';
import type { Endpoint, Task } from '../state.js';
import type { Side } from './task-fault.js';
import type { TaskFolder, TaskItem } from './task-folder.js';

/** A piece of a task's work that can be tried again as a whole. */
export interface Step {
  readonly source: string;
  readonly destination: string | null;
  readonly kind: 'item' | 'directory' | 'file' | 'symlink';
  readonly item: TaskItem;
  run(): Promise<void> | void;
}

/** What a task is about: whose it is, and between what it works. */
export interface Subject {
  readonly world: World;
  readonly task: Task;
  readonly owner: Requester;
  readonly source: Endpoint;
  readonly destination: Endpoint | undefined;
}

/** How work shares the sandbox with others, and notices that it is to end. */
export interface Pace {
  /**
   * To be called between two files: throws when the task shall not go on, and returns a promise to wait for when others
   * must have a turn or the task is held up.
   */
  checkpoint(): Promise<void> | undefined;
  /** Throws when the task has ended or the sandbox stops. */
  stillWanted(): void;
  readonly isThrottled: boolean;
  /** Moves that many bytes at the rate of the sandbox. */
  throttle(bytes: number): Promise<void> | undefined;
}

/** A task as the copy of one file sees it. */
export type CopyWork = Pace & Pick<Subject, 'task'>;

/** A task as its steps see it. */
export interface Work extends Subject, Pace {
  readonly folder: TaskFolder;
  /** Lets the fault rules act on a path: throws their fault, or returns a promise that lasts while the task is held. */
  meet(side: Side, endpoint: Endpoint, path: string): Promise<void> | undefined;
}
