import { perWorld } from '../per-world.js';
import type { World } from '../world.js';
import { runDue, withoutMissed } from './run-timer.js';
import { timersState } from './state.js';

// The longest that setTimeout can wait.
const longestWaitMs = 2 ** 31 - 1;
// Frozen time does not come nearer by waiting; looking now and then costs nothing.
const shortestWaitMs = 20;

/** Runs the timers of a world when they are due: as its time goes by, and as it is advanced. */
class Scheduler {
  private alarm: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly world: World) {}

  /** Takes up timers. What fell due while nobody was running is run once for each. */
  start(): void {
    const { timers } = timersState(this.world);
    for (const timer of timers.filter(({ status }) => status === 'active')) {
      const caughtUp = withoutMissed(timer, this.world.clock.now());
      if (caughtUp.next_run !== timer.next_run) timers.put(timer.id, caughtUp);
    }
    this.unsubscribe = this.world.clock.onAdvance(() => this.ring());
    this.wake();
  }

  stop(): void {
    clearTimeout(this.alarm);
    this.alarm = undefined;
    this.unsubscribe?.();
    this.unsubscribe = undefined;
  }

  /** Waits for the next timer; to be called when one was added or changed. */
  wake(): void {
    clearTimeout(this.alarm);
    this.alarm = undefined;
    if (!this.unsubscribe) return;
    let next = Infinity;
    for (const { status, next_run } of timersState(this.world).timers.values())
      if (status === 'active' && next_run !== null) next = Math.min(next, next_run);
    if (next === Infinity) return;
    const wait = Math.min(Math.max(next - this.world.clock.now(), shortestWaitMs), longestWaitMs);
    this.alarm = setTimeout(() => this.ring(), wait).unref();
  }

  private ring(): void {
    if (runDue(this.world)) this.world.store.flushWhenPossible();
    this.wake();
  }
}

/** The scheduler of a world. */
export const schedulerOf = perWorld((world) => new Scheduler(world));
