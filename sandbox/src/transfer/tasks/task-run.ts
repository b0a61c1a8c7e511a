import { Breather } from '../../breather.js';
import type { World } from '../../world.js';
import type { Requester } from '../permissions.js';
import { transferState, type Endpoint, type Task } from '../state.js';
import { Beside } from './beside.js';
import { deleteSteps } from './delete-steps.js';
import { addEvent, descriptionOf } from './events.js';
import { failTask, succeedTask } from './endings.js';
import { isPaused, lacksConsent } from './hold-ups.js';
import { NewFiles } from './new-files.js';
import { ownerOf } from './owner.js';
import { retryDelay } from './retry-delay.js';
import { sleepUntilWoken } from './sleep.js';
import { skippedError } from './skipped-error.js';
import { lookAhead } from './survey.js';
import { TaskFault, type Side } from './task-fault.js';
import { TaskFolder, type TaskItem } from './task-folder.js';
import type { Throttle } from './throttle.js';
import { transferSteps } from './transfer-steps.js';
import { turnsOf, type Turns } from './turns.js';

/** A piece of a task's work that can be tried again as a whole. */
export interface Step {
  source: string;
  destination: string | null;
  kind: 'item' | 'directory' | 'file' | 'symlink';
  item: TaskItem;
  run(): Promise<void> | void;
}

/** Thrown through a task's work when it shall not go on: it has ended, or the sandbox stops. */
class Stopped extends Error {}

const TICK_MS = 250;
const MOST_FAULT_EVENTS = 1000;
/** What is counted from the beginning when a task is taken up. */
const COUNTERS = [
  'files',
  'directories',
  'symlinks',
  'files_skipped',
  'files_transferred',
  'bytes_transferred',
  'bytes_checksummed',
  'subtasks_succeeded',
  'subtasks_retrying',
  'subtasks_failed',
  'subtasks_skipped_errors',
] as const;

/** One task at work: turns, pauses, holds, faults, retries, the deadline, saving; what is done is in its steps. */
export class TaskRun {
  readonly folder: TaskFolder;
  readonly owner: Requester;
  readonly source: Endpoint;
  readonly destination: Endpoint | undefined;
  /** Destination paths that were copied before the sandbox was last stopped, with their rows. */
  readonly done = new Map<string, Record<string, unknown>>();
  /** What goes on in other threads. */
  readonly beside = new Beside((error) => this.conclude(error));
  readonly newFiles: NewFiles;
  private readonly steps: Step[] = [];
  private readonly retries: Step[] = [];
  private readonly breather = new Breather();
  private ticked = performance.now();
  private stopping = false;
  private poked = false;
  private wake: (() => void) | undefined;
  private failures = 0;
  private readonly turns: Turns;

  constructor(
    readonly world: World,
    private readonly rate: Throttle,
    readonly task: Task,
  ) {
    const { endpoints } = transferState(world);
    this.turns = turnsOf(world);
    this.newFiles = new NewFiles(this);
    this.folder = new TaskFolder(world, task.task_id);
    this.owner = ownerOf(world, task);
    this.source = endpoints.get(task.source_endpoint_id) as Endpoint;
    this.destination = task.destination_endpoint_id === null ? undefined : endpoints.get(task.destination_endpoint_id);
  }

  /** Works until the task has ended or `stop` was called; never rejects. */
  async work(): Promise<void> {
    try {
      await this.turns.enter(this.task);
      this.begin();
      await this.gate();
      lookAhead(this);
      await this.drain();
      this.folder.flush();
      succeedTask(this.world, this.task);
    } catch (error) {
      this.conclude(error);
    } finally {
      this.newFiles.drop();
      await this.beside.all();
      this.folder.flush();
      this.save();
    }
  }

  poke(): void {
    this.poked = true;
    this.wake?.();
  }

  stop(): void {
    this.stopping = true;
    this.wake?.();
  }

  push(step: Step): void {
    this.steps.push(step);
  }

  /**
   * To be called between two files: throws when the task shall not go on, and returns a promise to wait for when others
   * must have a turn or the task is held up.
   */
  checkpoint(): Promise<void> | undefined {
    this.stillWanted();
    if (this.poked || performance.now() - this.ticked > TICK_MS) return this.tick();
    // Somebody may have canceled it meanwhile.
    return this.breather.breathe()?.then(this.stillWanted);
  }

  /** Throws when the task has ended or the sandbox stops. */
  readonly stillWanted = (): void => {
    if (this.stopping || this.task.status === 'FAILED' || this.task.status === 'SUCCEEDED') throw new Stopped();
  };

  get isThrottled(): boolean {
    return this.rate.active;
  }

  /** Moves that many bytes at the rate of the sandbox. */
  throttle(bytes: number): Promise<void> | undefined {
    return this.rate.active ? this.rate.take(bytes, this.stillWanted) : undefined;
  }

  /** Lets the fault rules act on a path: throws their fault, or returns a promise that lasts while the task is held. */
  meet(side: Side, endpoint: Endpoint, path: string): Promise<void> | undefined {
    const { faults } = this.world;
    if (!faults.concernTasks) return undefined;
    for (const rule of faults.take('transfer', 'TASK', `/${endpoint.id}${path}`)) {
      const { effect } = rule;
      if (effect.type === 'task_fault' || effect.type === 'task_fail') {
        throw new TaskFault(
          effect.code,
          side,
          path,
          effect.description ?? `${descriptionOf(effect.code)}: ${path}`,
          effect.type === 'task_fail',
        );
      }
      // A held task can be paused, too, and says so.
      if (effect.type === 'task_hold')
        return this.waitWhile(() => isPaused(this) || faults.acts(rule.id)).then(() => this.gate());
    }
    return undefined;
  }

  /** Puts a step that failed aside to be tried again, or skips it, or rethrows what ends the task. */
  failed(step: Step, error: unknown): void {
    if (!(error instanceof TaskFault)) throw error;
    const { task } = this;
    const { code, fatal, side } = error;
    const skippable = side === 'source' && (code === 'FILE_NOT_FOUND' || code === 'PERMISSION_DENIED');
    if (task.options.skip_source_errors && task.type === 'TRANSFER' && skippable && !fatal) {
      this.skip(step, error);
      return;
    }
    task.faults += 1;
    if (task.faults <= MOST_FAULT_EVENTS) addEvent(this.world, task, code, error.message, true);
    if (fatal || (code === 'QUOTA_EXCEEDED' && task.options.fail_on_quota_errors)) {
      task.subtasks_failed += 1;
      throw new TaskFault(code, side, error.path, error.message, true);
    }
    task.trouble = { code, description: error.message };
    this.retries.push(step);
    task.subtasks_retrying = this.retries.length;
  }

  private async drain(): Promise<void> {
    for (;;) {
      const step = this.steps.pop();
      if (step) {
        const pause = this.checkpoint();
        if (pause) await pause;
        try {
          await step.run();
        } catch (error) {
          this.failed(step, error);
        }
      } else if (this.newFiles.flush() || !this.beside.isEmpty) await this.beside.one();
      else if (this.retries.length > 0) await this.backOff();
      else return;
    }
  }

  /** Waits before the failed steps are tried again, longer each time. */
  private async backOff(): Promise<void> {
    const first = this.world.options.retryMilliseconds ?? 1000;
    await this.wait(retryDelay(first, this.failures, this.task.deadline - this.world.clock.now()));
    await this.gate();
    this.failures += 1;
    this.steps.push(...this.retries.splice(0).reverse());
    this.task.trouble = null;
    this.task.subtasks_retrying = 0;
  }

  /** Counts from the beginning; what the lists of the task hold already is not done twice. */
  private begin(): void {
    const { task, world } = this;
    this.stillWanted();
    if ((task.events ?? 0) === 0) addEvent(world, task, 'STARTED', { type: task.type.toLowerCase(), ...task.options });
    for (const row of this.folder.readWhole('successful')) this.done.set(row['destination_path'] as string, row);
    this.folder.clear('skipped');
    for (const counter of COUNTERS) task[counter] = 0;
    // The expansion of the request into files counts as a subtask too.
    task.subtasks_total = task.type === 'TRANSFER' ? 1 : 0;
    task.trouble = null;
    const steps = task.type === 'TRANSFER' ? transferSteps(this) : deleteSteps(this);
    this.steps.push(...steps.reverse());
    this.save();
  }

  /** Lets the task on when nothing holds it up; ends it when its deadline has passed. */
  private async gate(): Promise<void> {
    this.poked = false;
    this.expire();
    await this.waitWhile(() => isPaused(this));
    await this.waitWhile(() => lacksConsent(this));
  }

  private tick(): Promise<void> {
    this.ticked = performance.now();
    this.save();
    return this.gate();
  }

  private save(): void {
    this.folder.flush();
    transferState(this.world).tasks.put(this.task.task_id, this.task);
    this.world.store.flush();
  }

  private expire(): void {
    const { task, world } = this;
    this.stillWanted();
    if (world.clock.now() < task.deadline) return;
    failTask(world, task, 'EXPIRED', 'The task was not done before its deadline');
    throw new Stopped();
  }

  private async waitWhile(held: () => boolean): Promise<void> {
    let saved = false;
    while (held()) {
      if (!saved) this.save();
      saved = true;
      await this.wait(1000);
      this.expire();
    }
  }

  /** Waits, without a turn, for a time or until poked. */
  private async wait(milliseconds: number): Promise<void> {
    this.turns.leave(this.task);
    this.save();
    this.stillWanted();
    if (!this.poked) await sleepUntilWoken(milliseconds, (wake) => (this.wake = wake));
    this.wake = undefined;
    this.poked = false;
    this.stillWanted();
    await this.turns.enter(this.task);
    this.stillWanted();
  }

  private skip(step: Step, fault: TaskFault): void {
    const { task, world } = this;
    if (task.subtasks_skipped_errors === 0)
      addEvent(world, task, 'SKIPPED_ERRORS', 'Paths with errors at the source are skipped');
    task.subtasks_skipped_errors += 1;
    this.folder.add('skipped', skippedError(step, fault, world.clock.now()));
  }

  /** Ends the task for what was thrown through its work. */
  private conclude(error: unknown): void {
    if (error instanceof TaskFault) failTask(this.world, this.task, error.code, error.message);
    else if (!(error instanceof Stopped)) this.breakDown(error);
  }

  private breakDown(error: unknown): void {
    this.world.troubles.add('TASK', `/transfer/task/${this.task.task_id}`, error);
    failTask(this.world, this.task, 'UNKNOWN', 'the sandbox failed; see its state');
  }
}
