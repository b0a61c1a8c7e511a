import { summary } from '#command';
import { eventKind, eventWords, timeColumn } from '#globus/tasks/event-words';
import type { TaskEvent } from '#services/transfer';

/** A line an event: when, how it went, and what it says. Faults that only happen again are one line, which says how often. */
export const eventTimeline = summary(
  (event: TaskEvent, { time }, count) => {
    const { mark, what, more } = eventWords(event);
    return [
      [
        { text: time(event.time).padEnd(timeColumn), as: 'dim' },
        mark === '✗' ? { text: '✗ ', as: 'bad' } : `${mark} `,
        what,
        count > 1 && ` × ${count}`,
        more && { text: `  ${more}`, as: 'dim' },
      ],
    ];
  },
  { sameAs: eventKind },
);
