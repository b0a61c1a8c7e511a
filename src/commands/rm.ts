import { command, deletedPath, param, timeoutExitCode } from '#command';
import { deleteBody } from '#globus/transfer/delete-document';
import { isReadAsPattern } from '#globus/transfer/literal-name';
import { dottedEnd } from '#globus/transfer/paths';
import { submitToEnd } from '#globus/transfer/submission';
import { namedLoss } from '#globus/losing/files';
import { deleted, outcome, plannedDelete, submissionFlags, submittedTask } from './_submission.js';

export default command({
  summary: 'Delete a file or folder on a collection, and wait.',
  description:
    'Patterns (*, ?, []) work in the last part of the path, unless something there has exactly this name; with --no-enable-globs, they are ordinary characters.',
  examples: [
    { title: 'Delete a file', line: 'globus rm @scratch:notes.txt' },
    { title: 'Delete a folder, if it is there', line: 'globus rm -rf @scratch:run7' },
  ],
  needs: ['transfer', 'progress', 'clock', 'notices', 'prompt', 'records'],
  args: { target: deletedPath({ summary: 'What to delete', names: ['ENDPOINT_ID:PATH'], mustBeThere: true }) },
  flags: {
    ...submissionFlags,
    enableGlobs: param.toggle({ summary: 'Read *, ? and [] as patterns', off: ['--no-enable-globs'], default: true }),
    starSilent: param.switch({
      summary: 'Do not ask before deleting',
      names: ['--star-silent', '--unsafe'],
    }),
    ignoreMissing: param.switch({
      summary: 'Succeed if there is nothing to delete',
      names: ['--ignore-missing', '-f'],
    }),
    recursive: param.switch({ summary: 'Delete a folder and what is in it', names: ['--recursive', '-r'] }),
    timeout: param.integer({ summary: 'Stop waiting after this many seconds; the task continues', metavar: 'N' }),
    timeoutExitCode,
    pollingInterval: param.integer({ summary: 'Seconds between checks', metavar: 'N', min: 1, default: 1 }),
    heartbeat: param.switch({ summary: 'Print a dot on stderr after every check', names: ['--heartbeat', '-H'] }),
    meow: param.switch({ summary: 'Wait as a cat does', hidden: true }),
    localUser: param.text({ summary: 'The local account to use' }),
  },
  check: ({ args: { target } }) => dottedEnd(target.path),
  made: submittedTask,
  losing: {
    unless: ['dryRun', 'starSilent'],
    what: ({ args: { target }, flags, ...tools }) => namedLoss(target, flags, tools),
  },
  output: ({ flags }) => (flags.dryRun ? plannedDelete : deleted),
  run: async ({ args, flags, prompt, ...tools }) => {
    const { endpoint, path } = args.target;
    const bodyOf = (enableGlobs: boolean) => deleteBody(endpoint, [path], { ...flags, enableGlobs });
    if (flags.dryRun) return bodyOf(flags.enableGlobs);
    const body = bodyOf(await isReadAsPattern(args.target, flags, tools.transfer));
    const accepted = (id: string) => `Delete task ${id} was submitted.`;
    return outcome(await submitToEnd(body, tools, { ...flags, watch: prompt.available, accepted }));
  },
});
