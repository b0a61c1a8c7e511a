/** When a timer runs. Times are milliseconds since 1970. */
export type Schedule =
  | { type: 'once'; at: number }
  | {
      type: 'recurring';
      start: number;
      interval_seconds: number;
      /** How often at most. */ count: number | null;
      /** Until when. */ until: number | null;
    };

/** The first time the schedule names. */
export function firstRun(schedule: Schedule): number {
  return schedule.type === 'once' ? schedule.at : schedule.start;
}

/** The time that follows on `time`, one of the schedule's own; null when the schedule ends there, `runs` having been done. */
export function runAfter(schedule: Schedule, time: number, runs: number): number | null {
  if (schedule.type === 'once') return null;
  const next = time + schedule.interval_seconds * 1000;
  if (schedule.count !== null && runs >= schedule.count) return null;
  if (schedule.until !== null && next > schedule.until) return null;
  return next;
}

/** The last time of the schedule that is not after `now`, from `time` on: what is run where several were missed. */
export function latestMissed(schedule: Schedule, time: number, now: number): number {
  if (schedule.type === 'once' || time > now) return time;
  const step = schedule.interval_seconds * 1000;
  const last = Math.min(now, schedule.until ?? now);
  return time + Math.max(0, Math.floor((last - time) / step)) * step;
}

/** The document of a schedule. */
export function scheduleDocument(schedule: Schedule): Record<string, unknown> {
  if (schedule.type === 'once') return { type: 'once', datetime: timerTime(schedule.at) };
  const { start, interval_seconds, count, until } = schedule;
  const end =
    count !== null
      ? { condition: 'iterations', count }
      : until !== null
        ? { condition: 'time', datetime: timerTime(until) }
        : null;
  return { type: 'recurring', interval_seconds, start: timerTime(start), end };
}

/** When the schedule stops, as the first version of the API tells it; null when it does not. */
export function stopAfter(schedule: Schedule): { date: string | null; n_runs: number | null } | null {
  if (schedule.type === 'once') return { date: null, n_runs: 1 };
  const { count, until } = schedule;
  return count === null && until === null ? null : { date: until === null ? null : timerTime(until), n_runs: count };
}

/** Times as Timers writes them: microseconds where there are any, and an offset. */
export function timerTime(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace(/\.(\d{3})Z$/, (_, fraction: string) => (fraction === '000' ? '+00:00' : `.${fraction}000+00:00`));
}
