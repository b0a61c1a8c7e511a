import { perWorld } from '../per-world.js';
import type { World } from '../world.js';
import { runTask } from './run-task.js';
import { computeState, type ComputeTask } from './state.js';

/** How many tasks run at the same time. */
export const mostWorkers = 2;

/** Those who run the tasks of a world's online endpoints, oldest first. */
export class Workers {
  private readonly running = new Set<Promise<void>>();
  private queue: ComputeTask[] = [];
  private abort: AbortController | undefined;

  constructor(private readonly world: World) {}

  /** How many of them have nothing to do. */
  get idle(): number {
    return mostWorkers - this.running.size;
  }

  /** Begins to work, with what an earlier process left. */
  start(): void {
    this.abort = new AbortController();
    this.queue = computeState(this.world).tasks.filter(
      ({ status }) => status === 'waiting-for-nodes' || status === 'running',
    );
    this.next();
  }

  /** Puts a new task behind the others. */
  add(task: ComputeTask): void {
    this.queue.push(task);
    this.next();
  }

  /** Ends running tasks; they begin anew at the next start. */
  async stop(): Promise<void> {
    this.abort?.abort();
    this.abort = undefined;
    this.queue = [];
    await Promise.all(this.running);
  }

  private next(): void {
    const { abort } = this;
    while (abort && this.running.size < mostWorkers) {
      const task = this.queue.shift();
      if (!task) return;
      const run = runTask(this.world, task, abort.signal)
        .then(() => this.world.store.flushWhenPossible())
        .catch((error: unknown) => {
          this.world.troubles.add('RUN', `/compute/v2/tasks/${task.id}`, error);
        })
        .finally(() => {
          this.running.delete(run);
          this.next();
        });
      this.running.add(run);
    }
  }
}

/** The workers of a world. */
export const workersOf = perWorld((world) => new Workers(world));
