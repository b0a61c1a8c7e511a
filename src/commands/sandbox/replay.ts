import { CliError, command, ExitCodeError, message, param } from '#command';
import { counted, file, folderHere } from './_sandbox.js';

export default command({
  summary: 'Run a command with the answers of a recording.',
  description:
    'Runs the command with the login of the recording and a HOME of its own. Each request gets the answer that was recorded, complete and in the same order. Nothing reaches a network. A request that is not in the recording is answered with 404 and named at the end; the exit code is then not 0.',
  examples: [{ title: 'Replay what was recorded', line: 'globus sandbox replay trouble.jsonl -- ./my-script.sh' }],
  needs: ['sandbox', 'host', 'notices'],
  args: {
    file: file({ summary: 'A file that `globus sandbox record` wrote' }),
    command: param.text({ summary: 'The program and its arguments, after --', multiple: true, metavar: 'CMD' }),
  },
  output: message(() => ''),
  run: async ({ args, sandbox, host, notices }) => {
    const { code, missing, unasked } = await sandbox.replay({
      command: args.command,
      file: folderHere(host, args.file),
    });
    if (unasked > 0)
      notices.info(`${counted(unasked, 'recorded request was', 'recorded requests were')} not repeated.`);
    const told = missing.map(({ service, method, path }) => `  ${method} ${service}${path === '' ? '' : ` ${path}`}`);
    const why = `${counted(missing.length, 'request is', 'requests are')} not in the recording:\n${[...new Set(told)].join('\n')}`;
    if (missing.length > 0 && code !== 0) notices.warn(why);
    if (code !== 0) throw new ExitCodeError(`The command ended with exit code ${code}.`, code);
    if (missing.length > 0) throw new CliError(why);
    return undefined;
  },
});
