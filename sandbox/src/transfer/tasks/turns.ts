import { perWorld } from '../../per-world.js';
import type { Task } from '../state.js';

/** How many tasks of one type work at the same time for one person; the others are queued. */
const tasksAtOnce = 3;

interface Line {
  readonly working: Set<string>;
  readonly waiting: { id: string; go: () => void }[];
}

/** Whose turn it is to work. A task that waits for something gives its turn away. */
export class Turns {
  private readonly lines = new Map<string, Line>();

  /** Whether it is the task's turn. */
  has(task: Task): boolean {
    return this.lineOf(task).working.has(task.task_id);
  }

  /** Resolves when it is the task's turn, or when it was called out of the line. */
  async enter(task: Task): Promise<void> {
    const { working, waiting } = this.lineOf(task);
    if (working.has(task.task_id)) return;
    if (working.size >= tasksAtOnce) await new Promise<void>((go) => waiting.push({ id: task.task_id, go }));
    working.add(task.task_id);
  }

  /** Gives the turn to the next in line. */
  leave(task: Task): void {
    const { working, waiting } = this.lineOf(task);
    if (working.delete(task.task_id) && working.size < tasksAtOnce) waiting.shift()?.go();
  }

  /** Lets a task out of the line before its turn. */
  callOut(task: Task): void {
    const { waiting } = this.lineOf(task);
    const at = waiting.findIndex(({ id }) => id === task.task_id);
    if (at >= 0) for (const { go } of waiting.splice(at, 1)) go();
  }

  private lineOf({ owner_id, type }: Task): Line {
    const key = `${owner_id} ${type}`;
    let line = this.lines.get(key);
    if (!line) this.lines.set(key, (line = { working: new Set(), waiting: [] }));
    return line;
  }
}

/** The turns of a world. */
export const turnsOf = perWorld(() => new Turns());
