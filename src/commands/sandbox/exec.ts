import { command, ExitCodeError, message, param } from '#command';
import { making } from './_sandbox.js';

export default command({
  summary: 'Run a command beside a sandbox of its own.',
  description:
    'Starts a sandbox on a free port, logs in, runs the command with the environment set, and takes everything down again. The exit code is that of the command; HOME is a folder that is gone afterwards.',
  examples: [
    { title: 'Run a script', line: 'globus sandbox exec -- ./my-script.sh' },
    { title: 'Look around in a shell', line: "globus sandbox exec --share 'My data=./data' -- bash" },
  ],
  needs: ['sandbox'],
  args: { command: param.text({ summary: 'The program and its arguments, after --', multiple: true, metavar: 'CMD' }) },
  flags: {
    ...making,
    noLogin: param.switch({ summary: 'Leave the login to the command' }),
    keepHome: param.switch({ summary: 'Leave HOME as it is' }),
    keep: param.text({ summary: 'Keep the sandbox in this folder afterwards', metavar: 'FOLDER' }),
  },
  output: message(() => ''),
  run: async ({ args, flags, sandbox }) => {
    const { autoLogin, seed, bytesPerSecond, share, noLogin, keepHome, keep } = flags;
    const code = await sandbox.execute({ autoLogin, seed, bytesPerSecond, share }, { command: args.command, login: !noLogin, keepHome, keep });
    if (code !== 0) throw new ExitCodeError(`The command ended with exit code ${code}.`, code);
    return undefined;
  },
});
