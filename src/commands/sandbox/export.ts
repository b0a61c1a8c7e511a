import { command, message } from '#command';
import { folder, folderHere, where } from './_sandbox.js';

interface Exported {
  readonly folder: string;
}

export default command({
  summary: 'Copy everything in the sandbox to a folder.',
  description:
    'Copies state, collections and task lists; `globus sandbox import` restores them. Folders of this machine that it shares are named, not copied. The export contains what the sandbox recognizes tokens by: keep it to yourself.',
  examples: [{ title: 'Keep a state to come back to', line: 'globus sandbox export ./before-the-lesson' }],
  needs: ['sandbox', 'host'],
  args: { folder: folder({ summary: 'The folder to write: an empty one, or one that is not there yet' }) },
  flags: where,
  output: message((done: Exported) => `The sandbox is exported to ${done.folder}.`),
  run: async ({ args, flags, sandbox, host }) =>
    sandbox.ask<Exported>(await sandbox.running(flags.dir), 'POST', 'export', {
      folder: folderHere(host, args.folder),
    }),
});
