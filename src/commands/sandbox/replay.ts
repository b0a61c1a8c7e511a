import { CliError, command, ExitCodeError, message, param } from '#command';
import { counted, folderHere } from './_sandbox.js';

export default command({
  summary: 'Run a command and answer it out of a record.',
  description:
    'Runs it with the login of the record and a HOME of its own, and gives each request the answer that it got then, whole and in the same order. Nothing reaches a network. A request that is not in the record is answered with 404 and named at the end; the exit code is then not 0.',
  examples: [{ title: 'Play what was recorded', line: 'globus sandbox replay trouble.jsonl -- ./my-script.sh' }],
  needs: ['sandbox', 'host', 'notices'],
  args: {
    file: param.text({ summary: 'A file that `globus sandbox record` wrote', metavar: 'FILE' }),
    command: param.text({ summary: 'The program and its arguments, after --', multiple: true, metavar: 'CMD' }),
  },
  output: message(() => ''),
  run: async ({ args, sandbox, host, notices }) => {
    const { code, missing, unasked } = await sandbox.replay({
      command: args.command,
      file: folderHere(host, args.file),
    });
    if (unasked > 0)
      notices.info(`${counted(unasked, 'recorded request was', 'recorded requests were')} not asked for.`);
    const told = missing.map(({ service, method, path }) => `  ${method} ${service}${path === '' ? '' : ` ${path}`}`);
    const why = `${counted(missing.length, 'request is', 'requests are')} not in the record:\n${[...new Set(told)].join('\n')}`;
    if (missing.length > 0 && code !== 0) notices.warn(why);
    if (code !== 0) throw new ExitCodeError(`The command ended with exit code ${code}.`, code);
    if (missing.length > 0) throw new CliError(why);
    return undefined;
  },
});
