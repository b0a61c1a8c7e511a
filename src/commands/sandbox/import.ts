import { command, message, param } from '#command';
import { folderHere, where } from './_sandbox.js';

export default command({
  summary: 'Replace all that is in the sandbox by an export.',
  description: 'Logins that were good when it was exported are good again; those of now are not.',
  examples: [{ title: 'Go back to a state', line: 'globus sandbox import ./before-the-lesson --yes' }],
  needs: ['sandbox', 'host'],
  args: { folder: param.text({ summary: 'A folder that `globus sandbox export` wrote', metavar: 'FOLDER' }) },
  flags: where,
  losing: { what: () => ({ question: 'Replace everything in the sandbox, its collections too?' }) },
  output: message(() => 'The sandbox is as it was exported.'),
  run: async ({ args, flags, sandbox, host }) =>
    sandbox.ask(await sandbox.running(flags.dir), 'POST', 'import', { folder: folderHere(host, args.folder) }),
});
