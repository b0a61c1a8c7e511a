import { command, table } from '#command';
import { running, where } from '../_sandbox.js';
import { columns, type FaultRule } from './_rule.js';

interface Rules {
  readonly faults: readonly FaultRule[];
}

export default command({
  summary: 'List the fault rules of the sandbox.',
  examples: [{ title: 'List them', line: 'globus sandbox fault list' }],
  needs: ['sandbox'],
  flags: where,
  output: table((page: Rules) => page.faults, columns),
  run: async ({ flags, sandbox }) => sandbox.ask<Rules>(await running(sandbox, flags.dir), 'GET', 'faults'),
});
