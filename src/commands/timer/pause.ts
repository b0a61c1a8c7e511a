import { command } from '#command';
import { pauseTimer } from '#globus/timers/pausing';
import { goingTimerId } from './_params.js';
import { messageView } from './_views.js';

export default command({
  summary: 'Pause a timer; nothing runs until it is resumed.',
  examples: [{ title: 'Pause a timer', line: 'globus timer pause nightly' }],
  needs: ['timers'],
  args: { timerId: goingTimerId },
  next: (_answer, { args }) => `Go on:  globus timer resume ${args.timerId}`,
  output: messageView,
  run: ({ args, timers }) => pauseTimer(args.timerId, timers),
});
