import type { World } from '../../world.js';
import type { Task } from '../state.js';
import { addEvent } from './events.js';
import { retryDelay } from './retry-delay.js';
import { skippedError } from './skipped-error.js';
import { TaskFault } from './task-fault.js';
import type { TaskFolder } from './task-folder.js';
import type { Step } from './work.js';

const mostFaultEvents = 1000;

/** The steps of a task that failed: each is skipped, or put aside to be tried again, or is the end of the task. */
export class Failures {
  private readonly steps: Step[] = [];
  private rounds = 0;

  constructor(
    private readonly world: World,
    private readonly task: Task,
    private readonly folder: TaskFolder,
  ) {}

  /** Whether there are steps to be tried again. */
  get areLeft(): boolean {
    return this.steps.length > 0;
  }

  /** Takes a step that failed; rethrows what ends the task. */
  add(step: Step, error: unknown): void {
    if (!(error instanceof TaskFault)) throw error;
    const { task } = this;
    const { code, fatal, side } = error;
    const skippable = side === 'source' && (code === 'FILE_NOT_FOUND' || code === 'PERMISSION_DENIED');
    if (task.options.skip_source_errors && task.type === 'TRANSFER' && skippable && !fatal) {
      this.skip(step, error);
      return;
    }
    task.faults += 1;
    if (task.faults <= mostFaultEvents) addEvent(this.world, task, code, error.message, true);
    if (fatal || (code === 'QUOTA_EXCEEDED' && task.options.fail_on_quota_errors)) {
      task.subtasks_failed += 1;
      throw new TaskFault(code, side, error.path, error.message, true);
    }
    task.trouble = { code, description: error.message };
    this.steps.push(step);
    task.subtasks_retrying = this.steps.length;
  }

  /** How many milliseconds to wait before the steps are tried again, more each time. */
  get delay(): number {
    const first = this.world.options.retryMilliseconds ?? 1000;
    return retryDelay(first, this.rounds, this.task.deadline - this.world.clock.now());
  }

  /** The steps to be tried again, the first one first; they are no failures until they fail anew. */
  takeAll(): Step[] {
    this.rounds += 1;
    this.task.trouble = null;
    this.task.subtasks_retrying = 0;
    return this.steps.splice(0);
  }

  private skip(step: Step, fault: TaskFault): void {
    const { task, world } = this;
    if (task.subtasks_skipped_errors === 0)
      addEvent(world, task, 'SKIPPED_ERRORS', 'Paths with errors at the source are skipped');
    task.subtasks_skipped_errors += 1;
    this.folder.add('skipped', skippedError(step, fault, world.clock.now()));
  }
}
