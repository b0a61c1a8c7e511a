import { command, message } from '#command';
import { where } from '../_sandbox.js';

export default command({
  summary: 'Resume the fault rules of the sandbox.',
  examples: [{ title: 'Let them act again', line: 'globus sandbox fault resume' }],
  needs: ['sandbox'],
  flags: where,
  output: message(() => 'The fault rules are active again.'),
  run: async ({ flags, sandbox }) =>
    sandbox.ask(await sandbox.running(flags.dir), 'PATCH', 'faults', { paused: false }),
});
