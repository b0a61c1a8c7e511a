import { command, deletedMaybePath, exclusive, param, waiting, waitingRules, shownThenFailed } from '#command';
import { batchPaths, deleteBody } from '#globus/transfer/delete-document';
import { submitGroupToEnd } from '#globus/transfer/group';
import { dottedEnd } from '#globus/transfer/paths';
import { partsOf } from '#globus/transfer/parts';
import { submit, submitAndWait } from '#globus/transfer/submission';
import { deletedPaths } from './_delete.js';
import { listOf, manifestFlags, manifestRules, planOf, submissionView } from './_manifest.js';
import { followIt, plannedDelete, submissionFlags, submittedTask, watched } from './_submission.js';

export default command({
  summary: 'Delete files and folders on a collection.',
  description:
    'Submits a delete task and prints its id. `globus rm` does the same and waits. With --batch, a file (or - for standard input) ' +
    'names the paths, one per line, quoted as in a shell; relative paths start at the path on the command line.',
  examples: [
    { title: 'Delete a folder and wait', line: 'globus delete @scratch:run7 --recursive --wait' },
    { title: 'Delete what a list names', line: 'globus delete @scratch --batch old-files.txt' },
  ],
  needs: ['transfer', 'progress', 'clock', 'notices', 'files', 'records'],
  args: { target: deletedMaybePath({ summary: 'What to delete', names: ['ENDPOINT_ID[:PATH]'], mustBeThere: true }) },
  flags: {
    ...submissionFlags,
    batch: param.file({ summary: 'A file of paths; - is standard input' }),
    ...manifestFlags,
    enableGlobs: param.toggle({
      summary: 'Read *, ? and [] in the last part of a path as patterns',
      off: ['--no-enable-globs'],
    }),
    starSilent: param.switch({
      summary: 'Do not ask before deleting',
      names: ['--star-silent', '--unsafe'],
    }),
    ignoreMissing: param.switch({
      summary: 'Succeed if there is nothing to delete',
      names: ['--ignore-missing', '-f'],
    }),
    recursive: param.switch({ summary: 'Delete folders and what is in them', names: ['--recursive', '-r'] }),
    localUser: param.text({ summary: 'The local account to use' }),
    ...waiting,
  },
  rules: [exclusive('batch', 'enableGlobs'), exclusive('manifest', 'enableGlobs'), ...manifestRules, ...waitingRules],
  check: ({ args, flags }) =>
    !flags.batch && !flags.manifest && (args.target.path === null || args.target.bare)
      ? 'Give a path (ID:PATH), or name paths with --batch.'
      : dottedEnd(args.target.path ?? ''),
  losing: { unless: ['dryRun', 'starSilent'], what: deletedPaths },
  made: submittedTask,
  next: followIt,
  output: ({ flags }) => submissionView(flags, plannedDelete),
  run: async ({ args, flags, files, ...tools }) => {
    const { target } = args;
    const bodyOf = (paths: readonly string[]) =>
      deleteBody(target.endpoint, paths, { ...flags, enableGlobs: flags.enableGlobs ?? false });
    if (flags.manifest) {
      const bases = { source: target };
      const parts = await partsOf(listOf(flags.manifest, flags), 'delete', bases, flags.itemsPerTask, files);
      if (flags.dryRun) return planOf(flags.group, parts);
      const { DATA: _none, ...body } = bodyOf([]);
      const wait = flags.wait ? watched(flags) : undefined;
      return shownThenFailed(await submitGroupToEnd(flags.group, body, parts, tools, wait));
    }
    const paths = flags.batch
      ? await batchPaths(target, { file: flags.batch, dryRun: flags.dryRun }, files)
      : [target.path ?? ''];
    const body = bodyOf(paths);
    if (flags.dryRun) return body;
    if (flags.wait) return submitAndWait(body, tools, watched(flags));
    return submit(body, tools.transfer, { ...tools, submissionId: flags.submissionId });
  },
});
