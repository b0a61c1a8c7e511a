import { command, oneOf, param, record } from '#command';
import { where } from '../_sandbox.js';
import { collectionId, columns, type SandboxCollection } from './_collection.js';

export default command({
  summary: 'Disconnect or pause a collection of the sandbox.',
  description:
    'A disconnected collection cannot be reached: listings fail, and tasks wait until it is connected again. Only personal collections can be paused.',
  examples: [
    { title: 'Make it unreachable', line: 'globus sandbox collection update COLLECTION_ID --disconnected' },
    { title: 'Let it work again', line: 'globus sandbox collection update COLLECTION_ID --connected' },
  ],
  needs: ['sandbox'],
  args: { collectionId },
  flags: {
    ...where,
    connected: param.toggle({ summary: 'Whether it can be reached', off: ['--disconnected'] }),
    paused: param.toggle({ summary: 'Whether its owner paused it', off: ['--not-paused'] }),
  },
  rules: [oneOf('connected', 'paused')],
  output: record<SandboxCollection>(columns),
  run: async ({ args, flags, sandbox }) => {
    const { connected, paused } = flags;
    return sandbox.ask<SandboxCollection>(
      await sandbox.running(flags.dir),
      'PATCH',
      `collections/${args.collectionId}`,
      { connected, paused },
    );
  },
});
