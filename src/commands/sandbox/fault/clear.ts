import { command, message } from '#command';
import { where } from '../_sandbox.js';

export default command({
  summary: 'Remove all fault rules from the sandbox.',
  examples: [{ title: 'Let everything work again', line: 'globus sandbox fault clear' }],
  needs: ['sandbox'],
  flags: where,
  output: message(() => 'All fault rules are gone.'),
  run: async ({ flags, sandbox }) => sandbox.ask(await sandbox.running(flags.dir), 'DELETE', 'faults'),
});
