import { CliError, InterruptedError } from '../../errors.js';
import type { TaskEvent, TransferOperations } from '../../services/transfer.js';
import { localStamp, momentOf } from '../../time.js';
import type { Clock } from '../../tools.js';
import type { UntilTools } from '../until.js';
import { eventKind, eventWords, timeColumn } from './event-words.js';

interface KeyTools extends UntilTools {
  readonly transfer: Pick<TransferOperations, 'listTaskEvents' | 'cancelTask'>;
}
export interface TaskKeys {
  /** Its sleep ends early when a key has changed something, and rejects with InterruptedError once the task was left running. */
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** No key is listened to any more. */
  readonly end: () => void;
}

/** How many of the newest events are shown. */
const newest = 10;

/** What a person can do who watches a task: `c` cancels it, after a question, `e` shows its newest events, `q` leaves it running. */
export async function taskKeys(taskId: string, { transfer, progress, clock }: KeyTools): Promise<TaskKeys> {
  let answer: string | undefined;
  let wake = () => undefined as void;
  let leave: (why: unknown) => void = () => undefined;
  const left = new Promise<never>((_done, fail) => (leave = fail));
  // what is not waited for any more has no one to be told
  left.catch(() => undefined);

  const ask = (said: string | undefined) => {
    answer = said;
    progress.keys?.ask(
      said === undefined ? undefined : `Cancel this task? What is done by then stays. (y/N, and Enter) ${said}`,
    );
  };
  let shown = '';
  const showEvents = async () => {
    const events: TaskEvent[] = [];
    for await (const event of transfer.listTaskEvents(taskId, {}, newest)) events.unshift(event);
    const lines = folded(events).map(([event, times]) => eventLine(event, times, progress));
    const now = JSON.stringify(events);
    if (!lines.length) progress.say('Nothing has happened yet.');
    else if (now === shown) progress.say('Nothing new has happened.');
    else for (const line of lines) progress.say(line);
    shown = now;
  };
  const cancel = async () => {
    const { code, message } = await transfer.cancelTask(taskId);
    progress.say(code === 'Canceled' ? 'It is canceled.' : message);
    wake();
  };
  /** What goes wrong with it is said; the watching goes on. */
  const perform = (work: () => Promise<void>) =>
    void work().catch((error: unknown) => {
      if (error instanceof CliError && !(error instanceof InterruptedError)) progress.say(error.message);
      else leave(error);
    });
  const pressed = (key: string) => {
    if (answer === undefined) {
      if (key === 'c') ask('');
      if (key === 'e') perform(showEvents);
      if (key === 'q') leave(new InterruptedError('No longer watching.'));
    } else if (key.toLowerCase() === 'y') ask('y');
    else {
      const isAgreed = answer === 'y' && (key === '\r' || key === '\n');
      ask(undefined);
      if (isAgreed) perform(cancel);
    }
  };
  const end = await progress.keys?.listen('Keys: c cancels it, e shows its events, q leaves it running.', pressed);
  return {
    clock: {
      now: clock.now,
      sleep: (seconds) => {
        const woken = new Promise<void>((done) => (wake = done));
        return Promise.race([clock.sleep(seconds), woken, left]);
      },
    },
    end: () => {
      if (answer !== undefined) ask(undefined);
      end?.();
    },
  };
}

/** What only happens again is told once: when it last did, and how often. */
function folded(events: readonly TaskEvent[]): readonly (readonly [last: TaskEvent, times: number])[] {
  const told: [TaskEvent, number][] = [];
  for (const event of events) {
    const before = told.at(-1);
    if (before && eventKind(before[0]) === eventKind(event)) told.splice(-1, 1, [event, before[1] + 1]);
    else told.push([event, 1]);
  }
  return told;
}

/** `2 min ago       ✗ a file or folder does not exist × 7  /none`, as `globus task event-list` shows it. */
function eventLine(event: TaskEvent, times: number, { when }: Pick<KeyTools['progress'], 'when'>): string {
  const { mark, what, more } = eventWords(event);
  const at = when?.(event.time) ?? localStamp(new Date(momentOf(event.time)));
  return `${at.padEnd(timeColumn)}${mark} ${what}${times > 1 ? ` × ${times}` : ''}${more ? `  ${more}` : ''}`;
}
