import { command, message } from '#command';
import { where } from './_sandbox.js';

export default command({
  summary: 'Reset the sandbox: its contents and logins are lost.',
  examples: [{ title: 'Start again', line: 'globus sandbox reset --yes' }],
  needs: ['sandbox'],
  flags: where,
  losing: { what: () => ({ question: 'Remove everything in the sandbox, its collections too?' }) },
  output: message(() => 'The sandbox is as it was when it was new. Log in to it again:  globus login --force'),
  run: async ({ flags, sandbox }) => sandbox.ask(await sandbox.running(flags.dir), 'POST', 'reset', {}),
});
