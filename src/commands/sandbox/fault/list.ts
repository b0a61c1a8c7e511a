import { command, table } from '#command';
import { where } from '../_sandbox.js';
import { columns, type FaultRule } from './_rule.js';

interface Rules {
  readonly faults: readonly FaultRule[];
  readonly paused: boolean;
}

export default command({
  summary: 'List the fault rules of the sandbox.',
  examples: [{ title: 'List them', line: 'globus sandbox fault list' }],
  needs: ['sandbox', 'notices'],
  flags: where,
  nothing: 'There are no fault rules. Add one:  globus sandbox fault add',
  output: table((page: Rules) => page.faults, columns),
  run: async ({ flags, sandbox, notices }) => {
    const rules = await sandbox.ask<Rules>(await sandbox.running(flags.dir), 'GET', 'faults');
    if (rules.paused) notices.info('All rules are paused. Resume them with: globus sandbox fault resume');
    return rules;
  },
});
