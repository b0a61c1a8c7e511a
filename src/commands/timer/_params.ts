import { things } from '#command';

export const timerId = things.timer({ summary: 'The timer' });
