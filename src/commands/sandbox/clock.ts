import { command, duration, localTime, message, onScreen, record } from '#command';
import { where } from './_sandbox.js';

interface Time {
  readonly time: string;
}

export default command({
  summary: "Show the sandbox's time, or move it forward.",
  description:
    'Timers that become due run, tokens and tasks expire, as if the time had passed. Only a reset moves it back.',
  examples: [
    { title: 'Show it', line: 'globus sandbox clock' },
    { title: 'Let a day pass', line: 'globus sandbox clock --advance 1d' },
  ],
  needs: ['sandbox'],
  flags: { ...where, advance: duration({ summary: 'Move it forward by this much: 30s, 10m, 1h30m, 7d' }) },
  // how long ago its own time is says nothing
  output: onScreen(
    message(({ time }: Time) => `It is ${localTime(time)} in the sandbox.`),
    record<Time>({ 'Its Time': 'time' }),
  ),
  run: async ({ flags, sandbox }): Promise<Time> => {
    const info = await sandbox.running(flags.dir);
    if (flags.advance !== undefined)
      return sandbox.ask<Time>(info, 'POST', 'clock', { advance_seconds: flags.advance });
    const { time } = await sandbox.ask<Time>(info, 'GET', 'health');
    return { time };
  },
});
