import { command, message } from '#command';
import { where } from './_sandbox.js';

export default command({
  summary: 'Stop the sandbox; its state stays.',
  examples: [{ title: 'Stop it', line: 'globus sandbox stop' }],
  needs: ['sandbox'],
  flags: where,
  output: message((stopped: { readonly dir: string }) => `The sandbox is stopped; its state stays in ${stopped.dir}.`),
  run: async ({ flags, sandbox }) => {
    const info = await sandbox.running(flags.dir);
    await sandbox.stop(info);
    return { stopped: true, dir: info.dir };
  },
});
