import { command } from '#command';
import { timerId } from './_params.js';
import { timerView } from './_views.js';

export default command({
  summary: 'Show a timer.',
  examples: [
    { title: 'Show a timer', line: 'globus timer show nightly' },
    { title: 'See how its last runs went', line: 'globus timer show nightly --jmespath results.data[].run_status' },
  ],
  needs: ['timers'],
  args: { timerId },
  output: timerView,
  run: ({ args, timers }) => timers.getJob(args.timerId),
});
