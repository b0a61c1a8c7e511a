import { hasEnded } from '../globus/activity/activity.js';
import type { Desk } from './desk.js';
import type { Reading } from './reading.js';

/** Milliseconds between two looks at the tasks: while some run, and while none does. */
const busyInterval = 2_000;
const idleInterval = 20_000;

/** Keeps an eye on one's tasks: those that run, and those that ended since. What one has changed is read again. */
export function watchTasks({ dispatch, pane, say, tools, now, background }: Desk, { again }: Reading) {
  // the service tells when a task ended in whole seconds, cut off
  const begun = Math.floor(now() / 1000) * 1000;
  const running = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      const all = await tools.tasks();
      const ended = all.filter((each) => hasEnded(each) && running.delete(each.id));
      for (const each of all) if (!hasEnded(each)) running.add(each.id);
      dispatch({ do: 'tasks', tasks: all.filter((each) => !hasEnded(each) || (each.ended ?? 0) >= begun) });
      const changed = new Set(ended.flatMap(({ changes = [] }) => changes));
      for (const side of [0, 1] as const) {
        const { place } = pane(side);
        if (place.at === 'collection' && changed.has(place.id)) again(side);
      }
    } catch (error) {
      say(tools.troubleOf(error).message, true);
    }
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(lookSoon, running.size ? busyInterval : idleInterval);
  };
  const lookSoon = () => background(look());
  return {
    look: lookSoon,
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
