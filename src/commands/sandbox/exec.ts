import { command, ExitCodeError, message, param } from '#command';
import { folderHere, making, openWarning } from './_sandbox.js';

export default command({
  summary: 'Run a command with a sandbox of its own.',
  description:
    'Starts a sandbox on a free port, logs in, runs the command with the environment set, and removes everything again. The exit code is that of the command; HOME is a temporary folder.',
  examples: [
    { title: 'Run a script', line: 'globus sandbox exec -- ./my-script.sh' },
    { title: 'Look around in a shell', line: "globus sandbox exec --share 'My data=./data' -- bash" },
    {
      title: 'Begin with a state, and keep what became of it',
      line: 'globus sandbox exec --import ./before --export-on-exit ./after -- ./my-script.sh',
    },
  ],
  needs: ['sandbox', 'host', 'notices'],
  args: { command: param.text({ summary: 'The program and its arguments, after --', multiple: true, metavar: 'CMD' }) },
  flags: {
    ...making,
    noLogin: param.switch({ summary: 'Leave the login to the command' }),
    keepHome: param.switch({ summary: 'Leave HOME as it is' }),
    keep: param.text({ summary: 'Keep the sandbox in this folder afterwards', metavar: 'FOLDER' }),
    import: param.text({ summary: 'Begin with what is in this export', metavar: 'FOLDER' }),
    exportOnExit: param.text({ summary: 'Export the sandbox to this folder at the end', metavar: 'FOLDER' }),
  },
  output: message(() => ''),
  run: async ({ args, flags, sandbox, host, notices }) => {
    const { autoLogin, seed, clock, world, speed, open, share, noLogin, keepHome } = flags;
    const [keep, imported, exported] = [flags.keep, flags.import, flags.exportOnExit].map((folder) =>
      folder === undefined ? undefined : folderHere(host, folder),
    );
    if (open) notices.warn(openWarning);
    const how = { command: args.command, login: !noLogin, keepHome, keep, imported, exported };
    const code = await sandbox.execute({ autoLogin, seed, clock, world, bytesPerSecond: speed, open, share }, how);
    if (code !== 0) throw new ExitCodeError(`The command ended with exit code ${code}.`, code);
    return undefined;
  },
});
