import { command, ExitCodeError, message, param } from '#command';
import { folder, folderHere, making, openWarning } from './_sandbox.js';

export default command({
  summary: 'Run a command with a sandbox of its own.',
  description:
    'Starts a sandbox on a free port, logs in, runs the command with the environment set, and removes everything again. The exit code is that of the command; HOME is a temporary folder.',
  examples: [
    { title: 'Run a script', line: 'globus sandbox exec -- ./my-script.sh' },
    { title: 'Look around in a shell', line: "globus sandbox exec --share 'My data=./data' -- bash" },
    {
      title: 'Begin with a state, and save the state at the end',
      line: 'globus sandbox exec --import ./before --export-on-exit ./after -- ./my-script.sh',
    },
  ],
  needs: ['sandbox', 'host', 'notices', 'prompt'],
  args: { command: param.text({ summary: 'The program and its arguments, after --', multiple: true, metavar: 'CMD' }) },
  flags: {
    ...making,
    noLogin: param.switch({ summary: 'Do not log in: the command does' }),
    keepHome: param.switch({ summary: 'Leave HOME as it is' }),
    keep: folder({ summary: 'Keep the sandbox in this folder afterwards' }),
    import: folder({ summary: 'Begin with what is in this export' }),
    exportOnExit: folder({ summary: 'Export the sandbox to this folder at the end' }),
  },
  output: message(() => ''),
  run: async ({ args, flags, sandbox, host, notices, prompt }) => {
    const { autoLogin, seed, clock, world, speed, open, share, noLogin, keepHome } = flags;
    const [keep, imported, exported] = [flags.keep, flags.import, flags.exportOnExit].map((each) =>
      each === undefined ? undefined : folderHere(host, each),
    );
    if (open) notices.warn(openWarning);
    if (prompt.available && keep === undefined) {
      const what = keepHome ? 'The sandbox goes' : 'The sandbox and this HOME go';
      notices.info(`${what} away when ${args.command[0]} ends.`);
    }
    const how = { command: args.command, login: !noLogin, keepHome, keep, imported, exported };
    const code = await sandbox.execute({ autoLogin, seed, clock, world, bytesPerSecond: speed, open, share }, how);
    if (code !== 0) throw new ExitCodeError(`The command ended with exit code ${code}.`, code);
    return undefined;
  },
});
