import { command } from '#command';
import { timerLoss } from '#globus/losing/running';
import { timerId } from './_params.js';
import { deletedTimerView } from './_views.js';

export default command({
  summary: 'Delete a timer; work that it started continues.',
  examples: [{ title: 'Delete a timer', line: 'globus timer delete nightly' }],
  needs: ['timers'],
  args: { timerId },
  losing: { what: ({ args, timers }) => timerLoss(args.timerId, timers) },
  output: deletedTimerView,
  run: ({ args, timers }) => timers.deleteJob(args.timerId),
});
