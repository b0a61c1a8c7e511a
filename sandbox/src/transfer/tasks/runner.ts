import { perWorld } from '../../per-world.js';
import type { World } from '../../world.js';
import { transferState, type Task } from '../state.js';
import { failTask } from './endings.js';
import { TaskRun } from './task-run.js';
import { Throttle } from './throttle.js';
import { turnsOf } from './turns.js';

/** Works on the tasks of one world. */
export class TaskRunner {
  private readonly throttle: Throttle;
  private readonly runs = new Map<string, { run: TaskRun; ended: Promise<void> }>();

  constructor(private readonly world: World) {
    this.throttle = new Throttle(world.options.speed?.bytesPerSecond);
  }

  /** Takes up a task, new or left unfinished. */
  start(task: Task): void {
    if (this.runs.has(task.task_id)) return;
    const run = new TaskRun(this.world, this.throttle, task);
    const ended = run.work().finally(() => {
      turnsOf(this.world).leave(task);
      this.runs.delete(task.task_id);
    });
    this.runs.set(task.task_id, { run, ended });
  }

  /** Takes up every unfinished task. */
  startAll(): void {
    for (const task of transferState(this.world).tasks.values())
      if (task.status === 'ACTIVE' || task.status === 'INACTIVE') this.start(task);
  }

  /** Makes waiting tasks look again whether they may go on: after a pause rule, a fault rule or the clock changed. */
  poke(): void {
    for (const { run } of this.runs.values()) run.poke();
  }

  /** Ends an unfinished task at once, as canceled. */
  cancel(task: Task, why: string): void {
    failTask(this.world, task, 'CANCELED', why);
    turnsOf(this.world).callOut(task);
    this.runs.get(task.task_id)?.run.poke();
  }

  /** Stops all work between two files; the tasks stay as they are. */
  async stop(): Promise<void> {
    const all = [...this.runs.values()];
    for (const { run } of all) run.stop();
    for (const { run } of all) turnsOf(this.world).callOut(run.task);
    await Promise.all(all.map(({ ended }) => ended));
  }
}

/** The runner of a world. */
export const runnerOf = perWorld((world) => new TaskRunner(world));
