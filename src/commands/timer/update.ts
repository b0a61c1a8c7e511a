import { command, param } from '#command';
import { scheduleNames } from './_schedule.js';
import { timerId } from './_params.js';
import { timerView } from './_views.js';
import { renameGuide } from './_rename-guide.js';

export default command({
  summary: 'Give a timer another name.',
  description:
    'Globus Timers can change nothing else of a timer: for another schedule or other work, make a new timer and delete this one.',
  examples: [{ title: 'Rename a timer', line: 'globus timer update nightly --name weekly' }],
  needs: ['timers'],
  args: { timerId },
  flags: { name: param.text({ summary: 'The new name', required: true, bare: 'Rename it' }) },
  elsewhere: {
    flags: scheduleNames,
    says: 'Globus Timers change nothing but the name. Make a new timer, then delete this one',
    path: ['timer', 'create', 'transfer'],
  },
  guide: renameGuide,
  output: timerView,
  run: ({ args, flags, timers }) => timers.updateJob(args.timerId, { name: flags.name }),
});
