import { command, message, param } from '#command';
import { where } from '../_sandbox.js';

export default command({
  summary: 'Remove a fault rule from the sandbox.',
  examples: [{ title: 'Remove the first rule', line: 'globus sandbox fault delete 1' }],
  needs: ['sandbox'],
  args: { faultId: param.text({ summary: 'The id of the rule, from `globus sandbox fault list`' }) },
  flags: where,
  output: message(() => 'The fault rule is gone.'),
  run: async ({ args, flags, sandbox }) =>
    sandbox.ask(await sandbox.running(flags.dir), 'DELETE', `faults/${encodeURIComponent(args.faultId)}`),
});
