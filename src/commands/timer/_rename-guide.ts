import type { Guide } from '#command';
import { renameQuestion } from '#globus/renaming';
import { timerNameNow } from '#globus/timers/naming';

/** From `globus timer update` to a new name: nothing else can be changed, which whoever came for the schedule is told. */
export const renameGuide: Guide = {
  offers: [
    {
      question: 'The new name (nothing else of a timer can be changed):',
      answeredBy: ['name'],
      isNeeded: true,
      former: ({ timerId = '' }, tools) => timerNameNow(timerId, tools),
      words: (text) => ['--name', text],
    },
  ],
  question: ({ timerId = '', name = '' }, tools) =>
    timerNameNow(timerId, tools).then((now) => renameQuestion(now, name)),
  tells: () => ['For another schedule, make a new timer and delete this one: globus timer create transfer'],
};
