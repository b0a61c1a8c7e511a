import { command, table } from '#command';
import { where } from '../_sandbox.js';
import { columns, type SandboxCollection } from './_collection.js';

interface Collections {
  readonly collections: readonly SandboxCollection[];
}

export default command({
  summary: 'List the collections of the sandbox.',
  examples: [{ title: 'List them', line: 'globus sandbox collection list' }],
  needs: ['sandbox'],
  flags: where,
  nothing: 'The sandbox has no collections.',
  output: table((page: Collections) => page.collections, columns),
  run: async ({ flags, sandbox }) => sandbox.ask<Collections>(await sandbox.running(flags.dir), 'GET', 'collections'),
});
