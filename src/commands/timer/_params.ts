import { things } from '#command';

export const timerId = things.timer({ summary: 'The timer' });
/** One that runs, and one that is paused. */
export const goingTimerId = things.timer({ summary: 'The timer', only: 'going' });
export const pausedTimerId = things.timer({ summary: 'The timer', only: 'paused' });
