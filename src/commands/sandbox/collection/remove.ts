import { command, message } from '#command';
import { where } from '../_sandbox.js';
import { collectionId } from './_collection.js';

export default command({
  summary: 'Stop serving a collection; its folder stays.',
  examples: [{ title: 'Remove it', line: 'globus sandbox collection remove COLLECTION_ID' }],
  needs: ['sandbox'],
  args: { collectionId },
  flags: where,
  output: message(() => 'The collection is gone; its folder stays as it is.'),
  run: async ({ args, flags, sandbox }) =>
    sandbox.ask(await sandbox.running(flags.dir), 'DELETE', `collections/${args.collectionId}`),
});
