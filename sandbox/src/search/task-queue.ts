import { Breather } from '../breather.js';
import { ApiError } from '../http/api-error.js';
import { perWorld } from '../per-world.js';
import type { World } from '../world.js';
import { failureText, faultOnWork } from '../work-faults.js';
import { searchState, type SearchIndex, type SearchTask, type Work } from './state.js';
import { doWork } from './work.js';

/** Does the tasks of a world one after another, in the order they came; those a stopped sandbox left are done when it runs again. */
class TaskQueue {
  private busy: Promise<void> | undefined;
  private stopped = true;
  private unsubscribe: (() => void) | undefined;
  /** Those that a fault rule holds, until the rules change. */
  private readonly held = new Set<string>();

  constructor(private readonly world: World) {}

  start(): void {
    this.stopped = false;
    this.unsubscribe = this.world.faults.onChange(() => {
      this.held.clear();
      this.wake();
    });
    this.wake();
  }

  /** Resolves when the task at work is done; the others wait for `start`. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe?.();
    await this.busy;
  }

  wake(): void {
    if (this.stopped || this.busy) return;
    this.busy = this.workOff().finally(() => {
      this.busy = undefined;
      if (this.waiting().length > 0) this.wake();
    });
  }

  private async workOff(): Promise<void> {
    // The answer that names the task leaves first.
    await new Promise((resolve) => setImmediate(resolve));
    for (const task of this.waiting()) {
      if (this.stopped) return;
      await this.carryOut(task);
      this.world.store.flushWhenPossible();
    }
  }

  private waiting(): SearchTask[] {
    return searchState(this.world).tasks.filter(({ work, task_id }) => work !== null && !this.held.has(task_id));
  }

  private async carryOut(task: SearchTask): Promise<void> {
    const { tasks, indexes } = searchState(this.world);
    const index = indexes.get(task.index_id);
    const path = `/${task.index_id}/${task.task_type}`;
    const fault = faultOnWork(this.world, 'search', path, `search ${task.task_id}`);
    if (fault?.type === 'task_hold') {
      this.held.add(task.task_id);
      return;
    }
    tasks.put(task.task_id, { ...task, state: 'PROGRESS' });
    let message: string | null = null;
    try {
      if (fault?.type === 'task_fail') message = failureText(fault);
      else if (index?.status !== 'open') message = 'The index is being deleted';
      else if (task.work) await doWork(this.world, index, task.work, new Breather());
    } catch (error) {
      if (!(error instanceof ApiError)) this.world.troubles.add('RUN', `/search/v1/task/${task.task_id}`, error);
      message = (error as Error).message;
    }
    tasks.put(task.task_id, {
      ...task,
      state: message === null ? 'SUCCESS' : 'FAILED',
      message,
      completed: this.world.clock.now(),
      work: null,
    });
  }
}

/** The queue of a world. */
export const taskQueueOf = perWorld((world) => new TaskQueue(world));

/** Puts work in the queue and returns its task. */
export function submitTask(world: World, index: SearchIndex, task_type: string, work: Work): SearchTask {
  const task_id = world.ids.uuid('search task');
  const task = searchState(world).tasks.put(task_id, {
    task_id,
    index_id: index.id,
    task_type,
    state: 'PENDING',
    created: world.clock.now(),
    completed: null,
    message: null,
    work,
  });
  taskQueueOf(world).wake();
  return task;
}
