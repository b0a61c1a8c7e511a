import { perWorld } from '../per-world.js';
import type { World } from '../world.js';
import { failureText, faultOnWork } from '../work-faults.js';
import { runTask } from './run-task.js';
import { computeState, type ComputeTask } from './state.js';

/** How many tasks run at the same time. */
export const mostWorkers = 2;

/** Those who run the tasks of a world's online endpoints, oldest first. */
export class Workers {
  private readonly running = new Set<Promise<void>>();
  private queue: ComputeTask[] = [];
  /** Those that a fault rule holds. */
  private held: ComputeTask[] = [];
  private unsubscribe: (() => void) | undefined;
  private abort: AbortController | undefined;

  constructor(private readonly world: World) {}

  /** How many of them have nothing to do. */
  get idle(): number {
    return mostWorkers - this.running.size;
  }

  /** Begins to work, with what an earlier process left. */
  start(): void {
    this.abort = new AbortController();
    this.unsubscribe = this.world.faults.onChange(() => {
      this.queue.unshift(...this.held.splice(0));
      this.next();
    });
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
    this.unsubscribe?.();
    [this.queue, this.held] = [[], []];
    await Promise.all(this.running);
  }

  /** Forgets a task that its row still says is to come: it never ends. */
  private lose(task: ComputeTask): void {
    computeState(this.world).tasks.put(task.id, Object.assign(task, { status: 'waiting-for-ep' }));
    this.world.store.flushWhenPossible();
  }

  private next(): void {
    const { abort } = this;
    while (abort && this.running.size < mostWorkers) {
      const task = this.queue.shift();
      if (!task) return;
      const fault = faultOnWork(this.world, 'compute', `/${task.endpoint}/${task.function}`, `compute ${task.id}`);
      if (fault?.type === 'task_hold') {
        this.held.push(task);
        continue;
      }
      if (fault?.type === 'task_lost') {
        this.lose(task);
        continue;
      }
      const exception = fault?.type === 'task_fail' ? `${fault.code}: ${failureText(fault)}` : undefined;
      const run = runTask(this.world, task, abort.signal, exception)
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
