import { Breather } from '../../breather.js';
import type { World } from '../../world.js';
import type { Requester } from '../permissions.js';
import { transferState, type Endpoint, type Task } from '../state.js';
import { Beside } from './beside.js';
import { deleteSteps } from './delete-steps.js';
import { failTask, succeedTask } from './endings.js';
import { addEvent } from './events.js';
import { Failures } from './failures.js';
import { holdingRule } from './fault-on-path.js';
import { isPaused, lacksConsent } from './hold-ups.js';
import { NewFiles } from './new-files.js';
import { ownerOf } from './owner.js';
import { sleepUntilWoken } from './sleep.js';
import { lookAhead } from './survey.js';
import { TaskFault, type Side } from './task-fault.js';
import { TaskFolder } from './task-folder.js';
import type { Throttle } from './throttle.js';
import { transferSteps } from './transfer-steps.js';
import type { TransferWork } from './transfer-work.js';
import { turnsOf, type Turns } from './turns.js';
import type { Step } from './work.js';

/** Thrown through a task's work when it shall not go on: it has ended, or the sandbox stops. */
class Stopped extends Error {}

const tickMs = 250;
/** What is counted from the beginning when a task is taken up. */
const counters = [
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
export class TaskRun implements TransferWork {
  readonly folder: TaskFolder;
  readonly owner: Requester;
  readonly source: Endpoint;
  readonly destination: Endpoint | undefined;
  readonly done = new Map<string, Record<string, unknown>>();
  /** What goes on in other threads. */
  readonly beside = new Beside((error) => this.conclude(error));
  readonly newFiles: NewFiles;
  private readonly steps: Step[] = [];
  private readonly breather = new Breather();
  private ticked = performance.now();
  private stopping = false;
  private poked = false;
  private wake: (() => void) | undefined;
  private readonly failures: Failures;
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
    this.failures = new Failures(world, task, this.folder);
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

  checkpoint(): Promise<void> | undefined {
    this.stillWanted();
    if (this.poked || performance.now() - this.ticked > tickMs) return this.tick();
    // Somebody may have canceled it meanwhile.
    return this.breather.breathe()?.then(this.stillWanted);
  }

  // a property, since it is handed on by itself
  readonly stillWanted = (): void => {
    if (this.stopping || this.task.status === 'FAILED' || this.task.status === 'SUCCEEDED') throw new Stopped();
  };

  get isThrottled(): boolean {
    return this.rate.active;
  }

  throttle(bytes: number): Promise<void> | undefined {
    return this.rate.active ? this.rate.take(bytes, this.stillWanted) : undefined;
  }

  meet(side: Side, endpoint: Endpoint, path: string): Promise<void> | undefined {
    const { faults } = this.world;
    if (!faults.concernTasks) return undefined;
    const hold = holdingRule(faults, side, endpoint, path);
    // A held task can be paused, too, and says so.
    return hold && this.waitWhile(() => isPaused(this) || faults.acts(hold.id)).then(() => this.gate());
  }

  failed(step: Step, error: unknown): void {
    this.failures.add(step, error);
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
      else if (this.failures.areLeft) await this.backOff();
      else return;
    }
  }

  /** Waits before the failed steps are tried again, longer each time. */
  private async backOff(): Promise<void> {
    await this.wait(this.failures.delay);
    await this.gate();
    this.steps.push(...this.failures.takeAll().reverse());
  }

  /** Counts from the beginning; what the lists of the task hold already is not done twice. */
  private begin(): void {
    const { task, world } = this;
    this.stillWanted();
    if ((task.events ?? 0) === 0) addEvent(world, task, 'STARTED', { type: task.type.toLowerCase(), ...task.options });
    for (const row of this.folder.readWhole('successful')) this.done.set(row['destination_path'] as string, row);
    this.folder.clear('skipped');
    for (const counter of counters) task[counter] = 0;
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
    this.world.store.flushWhenPossible();
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
