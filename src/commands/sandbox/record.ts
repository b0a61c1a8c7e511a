import { command, ExitCodeError, message, param } from '#command';
import { counted, file, folderHere } from './_sandbox.js';

export default command({
  summary: 'Run a command and record its requests to Globus.',
  description:
    'Runs the command with your current login and writes each request with its answer to a file, as it happens, so that you can look at what happened and replay it elsewhere. Tokens, codes, secrets, cookies and keys are taken out; names, paths and contents stay, so read the file before you pass it on. The exit code is that of the command.',
  examples: [
    { title: 'Record a command', line: 'globus sandbox record -- globus ls COLLECTION_ID:/' },
    { title: 'Record a script to a file', line: 'globus sandbox record --output trouble.jsonl -- ./my-script.sh' },
  ],
  needs: ['sandbox', 'session', 'host', 'clock', 'notices'],
  args: { command: param.text({ summary: 'The program and its arguments, after --', multiple: true, metavar: 'CMD' }) },
  flags: {
    output: file({ names: ['--output', '-o'], summary: 'The file to write; it must not exist yet' }),
  },
  output: message(() => ''),
  run: async ({ args, flags, sandbox, session, host, clock, notices }) => {
    const name = flags.output ?? `globus-record-${clock.now().toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;
    const path = folderHere(host, name);
    const { code, requests, cut } = await sandbox.record({ command: args.command, file: path }, await session.status());
    const left = cut > 0 ? `; ${counted(cut, 'of them has a body', 'of them have bodies')} too large to be kept` : '';
    notices.info(
      `${counted(requests, 'request is', 'requests are')} recorded in ${path}${left}.\nReplay it with: globus sandbox replay ${name} -- CMD`,
    );
    if (code !== 0) throw new ExitCodeError(`The command ended with exit code ${code}.`, code);
    return undefined;
  },
});
