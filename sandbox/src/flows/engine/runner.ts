import { Breather } from '../../breather.js';
import { perWorld } from '../../per-world.js';
import type { World } from '../../world.js';
import { flowsState, type Run } from '../state.js';
import { failRun } from './endings.js';
import { step } from './step.js';

const lookAgainMs = 20;
const longestSleepMs = 1000;
/** A flow that goes round in circles ends here. */
const mostSteps = 10_000;

/** Works on the active runs of one world. */
export class FlowRunner {
  private readonly active = new Set<string>();
  private readonly working = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;

  constructor(private readonly world: World) {}

  /** Takes up every active run. */
  startAll(): void {
    this.stopped = false;
    for (const run of flowsState(this.world).runs.values()) if (run.status === 'ACTIVE') this.active.add(run.run_id);
    this.poke();
  }

  /** Takes up a run, new or resumed, after the answer to whoever asked for it has left. */
  start(run: Run): void {
    this.active.add(run.run_id);
    setImmediate(() => this.poke());
  }

  /** Looks at every active run that has something to do now. */
  poke(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const now = this.world.clock.now();
    let sleep = longestSleepMs;
    for (const id of this.active) {
      const run = flowsState(this.world).runs.get(id);
      if (run?.status !== 'ACTIVE') this.active.delete(id);
      else if (!this.working.has(id) && run.position.wake !== null && run.position.wake > now)
        sleep = Math.min(sleep, run.position.wake - now);
      else {
        if (!this.working.has(id)) this.take(run);
        sleep = Math.min(sleep, lookAgainMs);
      }
    }
    if (this.active.size > 0) this.timer = setTimeout(() => this.poke(), Math.max(sleep, 1));
  }

  /** Makes a run look at once at what it waits for. */
  wake(run: Run): void {
    run.position.wake = null;
    this.start(run);
  }

  /** Stops after the states that are being worked on; the runs stay as they are. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.working.values());
    this.active.clear();
  }

  private take(run: Run): void {
    const work = this.work(run)
      .catch((error: unknown) => {
        this.world.troubles.add('RUN', `/flows/runs/${run.run_id}`, error);
        failRun(this.world, run, { error: 'States.Runtime', message: 'the sandbox failed; see its state' });
      })
      .finally(() => {
        this.world.store.flushWhenPossible();
        this.working.delete(run.run_id);
      });
    this.working.set(run.run_id, work);
  }

  private async work(run: Run): Promise<void> {
    const breather = new Breather();
    for (let steps = 0; !this.stopped && run.status === 'ACTIVE'; steps += 1) {
      if (steps >= mostSteps)
        return failRun(this.world, run, {
          error: 'States.Runtime',
          message: `the run took ${mostSteps} steps without waiting for anything`,
        });
      if (!(await step(this.world, run))) return;
      this.world.store.flushWhenPossible();
      await breather.breathe();
    }
  }
}

/** The runner of a world. */
export const flowRunnerOf = perWorld((world) => new FlowRunner(world));
