import { command, message } from '#command';
import { where } from '../_sandbox.js';

export default command({
  summary: 'Pause all fault rules of the sandbox.',
  examples: [{ title: 'See how it goes without them', line: 'globus sandbox fault pause' }],
  needs: ['sandbox'],
  flags: where,
  output: message(() => 'All fault rules are paused.'),
  run: async ({ flags, sandbox }) => sandbox.ask(await sandbox.running(flags.dir), 'PATCH', 'faults', { paused: true }),
});
