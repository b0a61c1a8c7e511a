import { hasEnded, type Activity } from './activity.js';
import type { Source } from './sources.js';

/** Milliseconds between two looks at a service: while something of it runs, and while nothing does. */
const busy = 2_000;
const quiet = 15_000;
/** After so long without a key, everything is looked at more seldom. */
const asleep = 120_000;
const slower = 5;

/** How long to wait until a service is asked again; `still` is how long nobody has pressed a key, in milliseconds. */
export function intervalOf(activities: readonly Activity[], still: number): number {
  // what waits for its time changes no sooner than a quiet service is asked
  const runs = activities.some((each) => !hasEnded(each) && each.state !== 'waiting' && each.state !== 'paused');
  return (runs ? busy : quiet) * (still > asleep ? slower : 1);
}

interface Watching {
  /** Milliseconds since somebody pressed a key. */
  readonly still: () => number;
  readonly onFound: (source: Source, activities: readonly Activity[]) => void;
  readonly onFailure: (source: Source, error: unknown) => void;
  /** What is no failure of a service. */
  readonly onBug: (error: unknown) => void;
}

/** Asks each service again and again: one request at a time, and one an interval. */
export function watchSources(sources: readonly Source[], { still, onFound, onFailure, onBug }: Watching) {
  const timers = new Map<Source, NodeJS.Timeout>();
  let isOver = false;
  const look = async (source: Source): Promise<void> => {
    let pause = quiet;
    try {
      const found = await source.look();
      pause = source.isComplete() ? intervalOf(found, still()) : busy;
      if (!isOver) onFound(source, found);
    } catch (error) {
      if (!isOver) onFailure(source, error);
    }
    if (!isOver)
      timers.set(
        source,
        setTimeout(() => start(source), pause),
      );
  };
  const start = (source: Source): void => {
    timers.delete(source);
    look(source).catch(onBug);
  };
  for (const source of sources) start(source);
  return {
    /** Asks those that wait for their time now. */
    now: () => {
      for (const [source, timer] of timers) {
        clearTimeout(timer);
        start(source);
      }
    },
    end: () => {
      isOver = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Asks each service until everything is known. */
export async function lookOnce(sources: readonly Source[]): Promise<readonly Activity[]> {
  const found = await Promise.all(
    sources.map(async (source) => {
      let activities = await source.look();
      while (!source.isComplete()) activities = await source.look();
      return activities;
    }),
  );
  return inOrder(found.flat());
}

const rank = ({ state }: Activity) => (state === 'stuck' ? 0 : state === 'running' ? 1 : state === 'paused' ? 2 : 3);

/** What needs somebody first, then what runs, what comes next, and what ended last. */
export const inOrder = (activities: readonly Activity[]): readonly Activity[] =>
  [...activities].sort((a, b) => {
    const isOver = Number(hasEnded(a)) - Number(hasEnded(b));
    if (isOver) return isOver;
    if (hasEnded(a)) return (b.ended ?? b.began ?? 0) - (a.ended ?? a.began ?? 0);
    return rank(a) - rank(b) || (a.next ?? Infinity) - (b.next ?? Infinity) || (b.began ?? 0) - (a.began ?? 0);
  });
