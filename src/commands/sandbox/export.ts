import { command, message, param } from '#command';
import { folderHere, where } from './_sandbox.js';

interface Exported {
  readonly folder: string;
}

export default command({
  summary: 'Copy everything in the sandbox to a folder.',
  description:
    'State, collections and task lists, to be brought back with `globus sandbox import`. Folders of this machine that it shares are named, not copied. The export holds what tokens are recognised by: keep it to yourself.',
  examples: [{ title: 'Keep a state to come back to', line: 'globus sandbox export ./before-the-lesson' }],
  needs: ['sandbox', 'host'],
  args: { folder: param.text({ summary: 'The folder to write; it holds no export yet', metavar: 'FOLDER' }) },
  flags: where,
  output: message((done: Exported) => `The sandbox is exported to ${done.folder}.`),
  run: async ({ args, flags, sandbox, host }) =>
    sandbox.ask<Exported>(await sandbox.running(flags.dir), 'POST', 'export', {
      folder: folderHere(host, args.folder),
    }),
});
