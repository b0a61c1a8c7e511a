import {
  type CliError,
  type ErrorParts,
  ExitCodeError,
  InterruptedError,
  NetworkError,
  ServiceError,
} from '../errors.js';
import type { Clock, Progress, ProgressState } from '../tools.js';

export interface UntilTools {
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly progress: Progress;
}

export interface Wait {
  /** The work as an error names it: `Task 1234`. */
  readonly work: string;
  /** What to do after an interruption or a failure of the network, a line a command: how to watch again, how to cancel. */
  readonly hint: string;
  /** The same where the time was up; `hint` where it is left out. */
  readonly hintWhenLate?: string;
  /** What the JSON form of each of these errors carries; asked for when the error is made. */
  readonly data?: () => Readonly<Record<string, unknown>>;
  /** Seconds between checks. */
  readonly interval: number;
  /** Seconds before the second look; each pause after it is twice as long, up to `interval`. */
  readonly firstInterval?: number;
  /** Seconds after which to stop waiting; the work goes on. Without it the wait has no end of its own. */
  readonly timeout?: number | undefined;
  /** From when those seconds count, for one wait after another with one end; from now on where it is left out. */
  readonly since?: Date | undefined;
  /** The exit code where the time was up; 1 where it is left out. */
  readonly timeoutExitCode?: number | undefined;
  /** A dot on stderr after every look, as some scripts like it. */
  readonly heartbeat?: boolean | undefined;
  /** Whether this command itself started the work, so that a failure of the very first look is in the middle of a wait, too. */
  readonly hasBegun?: boolean;
  /** Whole phrases, where the usual ones do not fit. */
  readonly phrases?: Partial<Phrases>;
}

interface Phrases {
  /** `Task 1234 has not ended`: how the message of a timeout begins. */
  readonly notYet: string;
  /** `It goes on.`: how that message ends. */
  readonly itGoesOn: string;
  /** `Task 1234 goes on.`: how the messages of interruptions and failures end. */
  readonly goesOn: string;
}

/** What one look saw: the end, with its result, or that it has not come yet, with the progress to show, if any. */
export type Look<T> = { readonly ended: T } | { readonly pending: ProgressState | undefined };

/** Seconds for which a service may not answer in the middle of a wait before the wait ends. */
export const patience = 300;
const firstRetry = 1;
const longestRetry = 60;

/**
 * Looks until the work has ended, and gives its result.
 *
 * - When the time is up: ExitCodeError with `timeoutExitCode`.
 * - On Ctrl-C: InterruptedError.
 * - When the network or the service fails for longer than `patience`: that error.
 *
 * Each of these says that the work goes on, and `hint`. Any other error of `look` comes through as it is.
 * `look` may be called again after it failed, so it must note what it saw only once it has seen all of it.
 */
export async function until<T>(look: () => Promise<Look<T>>, tools: UntilTools, wait: Wait): Promise<T> {
  for await (const seen of looks(look, tools, wait)) {
    if ('ended' in seen) return seen.ended;
    if (seen.pending) tools.progress.update(seen.pending);
  }
  throw new TypeError('looks end only where they are no longer asked for');
}

/** What each look gives, for as long as it is asked for: the waiting of `until` for those who want to see every step. */
export async function* looks<T>(
  look: () => Promise<T>,
  { clock, progress }: UntilTools,
  wait: Wait,
): AsyncGenerator<T, void, undefined> {
  const { interval, timeout } = wait;
  const now = () => clock.now().getTime() / 1000;
  const begun = wait.since ? wait.since.getTime() / 1000 : now();
  const deadline = timeout === undefined ? Infinity : begun + timeout;
  const outage: Outage = { pause: firstRetry };
  let pause = Math.min(wait.firstInterval ?? interval, interval);
  let hasSeen = wait.hasBegun ?? false;
  /** Sleeps, but not beyond the deadline. */
  const sleep = (seconds: number) => clock.sleep(Math.min(seconds, Math.max(0.05, deadline - now())));
  try {
    for (;;) {
      let seen: T;
      try {
        seen = await look();
      } catch (error) {
        if (!mayPass(error)) throw error;
        outage.since ??= now();
        if (!hasSeen || now() - outage.since >= patience) throw error;
        if (now() >= deadline) throw late(wait, error);
        if (outage.pause === firstRetry) {
          progress.say(`${error.message} Trying again for up to ${patience / 60} minutes.`);
        }
        await sleep(outage.pause);
        outage.pause = Math.min(outage.pause * 2, longestRetry);
        continue;
      }
      hasSeen = true;
      outage.since = undefined;
      outage.pause = firstRetry;
      yield seen;
      if (wait.heartbeat) progress.beat();
      if (now() >= deadline) throw late(wait);
      await sleep(pause);
      pause = Math.min(pause * 2, interval);
    }
  } catch (error) {
    const told = goingOn(error, wait);
    if (told) throw told;
    throw error;
  } finally {
    progress.done();
  }
}

/** Since when nobody answers, in seconds, and how long to pause before asking again. */
interface Outage {
  since?: number | undefined;
  pause: number;
}

/** Whether the same question may be answered a little later: the network failed, or the service is in trouble or busy. */
const mayPass = (error: unknown): error is NetworkError | ServiceError =>
  error instanceof NetworkError ||
  (error instanceof ServiceError && (error.response.status >= 500 || error.response.status === 429));

const phrasesOf = ({ work, phrases }: Wait): Phrases => ({
  notYet: `${work} has not ended`,
  itGoesOn: 'It continues.',
  goesOn: `${work} goes on.`,
  ...phrases,
});

/** The time is up; `failure` where nobody could be asked at that moment. */
function late(wait: Wait, failure?: Error): ExitCodeError {
  const { notYet, itGoesOn } = phrasesOf(wait);
  const message = failure
    ? `It is not known whether ${wait.work} has ended, and its ${wait.timeout} seconds are over: ${failure.message}`
    : `${notYet} within ${wait.timeout} seconds. ${itGoesOn}`;
  return new ExitCodeError(message, wait.timeoutExitCode ?? 1, {
    hint: wait.hintWhenLate ?? wait.hint,
    data: wait.data?.(),
    cause: failure,
  });
}

/** An interruption or a failure, saying that the work goes on; undefined for any other error. */
function goingOn(error: unknown, wait: Wait): CliError | undefined {
  const { goesOn } = phrasesOf(wait);
  const data = wait.data?.();
  const parts: ErrorParts = { hint: wait.hint, data, cause: error };
  if (error instanceof InterruptedError) return new InterruptedError(`${error.message} ${goesOn}`, parts);
  if (!mayPass(error)) return undefined;
  const withOwn = { ...parts, data: { ...error.data, ...data } };
  return error instanceof NetworkError
    ? new NetworkError(`${error.message} ${goesOn}`, withOwn)
    : new ServiceError(`${error.message}\n${goesOn}`, error.response, {
        ...withOwn,
        hint: error.hint === undefined ? wait.hint : `${error.hint}\n\n${wait.hint}`,
      });
}
