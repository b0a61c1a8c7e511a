import { command } from '#command';
import { timerId } from './_params.js';
import { deletedTimerView } from './_views.js';

export default command({
  summary: 'Delete a timer; work that it started goes on.',
  examples: [{ title: 'Delete a timer', line: 'globus timer delete nightly' }],
  needs: ['timers'],
  args: { timerId },
  confirm: ({ args }) => `Delete the timer ${args.timerId}?`,
  output: deletedTimerView,
  run: ({ args, timers }) => timers.deleteJob(args.timerId),
});
