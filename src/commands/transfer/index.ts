import { command, endpointMaybePath, exclusive, param, waiting, waitingRules, shownThenFailed } from '#command';
import { askForDataAccess } from '#globus/consents/data-access';
import { emptyPathOf, pathOnBothSides } from '#globus/endpoint-path';
import { extrasLoss } from '#globus/losing/extras';
import { judgeCollisions } from '#globus/transfer/collisions';
import { submitGroupToEnd } from '#globus/transfer/group';
import { transferItems } from '#globus/transfer/items';
import { partsOf } from '#globus/transfer/parts';
import { submit, submitAndWait } from '#globus/transfer/submission';
import { transferBody } from '#globus/transfer/transfer-document';
import { transferGuide } from './_guide.js';
import { listOf, manifestFlags, manifestRules, planOf, submissionView } from '../_manifest.js';
import { followIt, plannedTransfer, submissionFlags, submittedTask, watched } from '../_submission.js';
import { filtersOf, transferFlags } from '../_transfer-flags.js';
import type { TransferItem } from '#services/transfer';

export default command({
  summary: 'Copy files and folders from one collection to another.',
  description:
    'Submits a task to Globus Transfer and prints its id; Globus does the work, retries what fails and checks what was copied. With --wait the command follows the task to its end: a progress bar on a terminal, one line at most every 30 seconds elsewhere.\n\nWith --batch, a file (or - for standard input) names many pairs of paths, one pair per line: SOURCE DEST, quoted as in a shell, with --recursive or --no-recursive, --external-checksum and --checksum-algorithm if the line needs them. Relative paths start at the paths on the command line; blank lines and lines that start with # are skipped.\n\nA source may contain the patterns *, ? and [...], quoted so that the shell leaves them alone. What they match now is copied into the destination: files and, with --recursive, folders. ** is not a pattern here. A name that exists exactly as written is not read as a pattern; with --no-glob, no name is.\n\nWith --manifest, a list of any length (CSV, TSV, JSON lines, NUL-separated or as for --batch) is submitted in as many tasks as it needs: see docs/manifests.md.',
  examples: [
    {
      title: 'Copy a folder and wait until it is there',
      line: 'globus transfer @data:run7/ @archive:run7/ --recursive --wait',
    },
    {
      title: 'Copy what has changed since',
      line: 'globus transfer @data @archive -r --sync-level mtime --label nightly',
    },
    { title: 'Copy what a pattern matches', line: "globus transfer '@data:run-*/*.h5' @archive" },
    { title: 'Copy the files that a list names', line: 'globus transfer @data @archive --batch pairs.txt' },
  ],
  needs: ['transfer', 'auth', 'session', 'prompt', 'progress', 'clock', 'notices', 'files', 'records'],
  also: ['transfer submit'],
  args: {
    source: endpointMaybePath({
      summary: 'Where to copy from',
      names: ['SOURCE_ENDPOINT_ID[:SOURCE_PATH]'],
      mustBeThere: true,
    }),
    destination: endpointMaybePath({ summary: 'Where to copy to', names: ['DEST_ENDPOINT_ID[:DEST_PATH]'] }),
  },
  flags: {
    ...submissionFlags,
    ...transferFlags,
    ...manifestFlags,
    externalChecksum: param.text({ summary: 'The checksum the file must have at the destination' }),
    checksumAlgorithm: param.text({ summary: 'The algorithm of --external-checksum; MD5 by default' }),
    ...waiting,
  },
  rules: [
    exclusive('batch', 'recursive'),
    exclusive('batch', 'externalChecksum'),
    exclusive('manifest', 'recursive'),
    ...manifestRules,
    ...waitingRules,
  ],
  check: ({ args, flags }) => {
    if (!flags.batch && !flags.manifest && (args.source.path === null || args.destination.path === null)) {
      return pathOnBothSides;
    }
    if (flags.recursive && flags.externalChecksum)
      return '--external-checksum is for one file; it cannot go with --recursive.';
    if (flags.checksumAlgorithm && !flags.externalChecksum && !flags.batch)
      return '--checksum-algorithm needs --external-checksum.';
    if (flags.recursive === false && flags.deleteDestinationExtra)
      return '--delete-destination-extra needs a recursive transfer.';
    return flags.deleteDestinationExtra && !flags.batch && !flags.manifest
      ? emptyPathOf('SOURCE or DESTINATION', [args.source, args.destination])
      : undefined;
  },
  guide: transferGuide,
  login: {
    of: ['source', 'destination'],
    demand: ({ source, destination }, tools) => askForDataAccess([source.endpoint, destination.endpoint], tools),
  },
  losing: {
    only: ['deleteDestinationExtra'],
    unless: ['dryRun'],
    what: ({ args, flags, ...tools }) => extrasLoss(args.destination, flags.manifest ?? flags.batch, tools),
  },
  made: submittedTask,
  next: followIt,
  output: ({ flags }) => submissionView(flags, plannedTransfer),
  run: async ({ args, flags, inOrder, files, prompt, ...tools }) => {
    const ask = () => askForDataAccess([args.source.endpoint, args.destination.endpoint], tools);
    const bodyOf = (items: readonly TransferItem[]) =>
      transferBody(
        args.source.endpoint,
        args.destination.endpoint,
        items,
        { ...flags, storesPaths: prompt.available },
        filtersOf(inOrder),
      );
    if (flags.manifest) {
      const bases = { ...args, mirrors: flags.deleteDestinationExtra };
      const parts = await partsOf(listOf(flags.manifest, flags), 'transfer', bases, flags.itemsPerTask, files);
      judgeCollisions(parts.suspects(), flags.strict, tools.notices);
      if (flags.dryRun) return planOf(flags.group, parts);
      if (prompt.available) await ask();
      const { DATA: _none, ...body } = bodyOf([]);
      const wait = flags.wait ? watched(flags) : undefined;
      return shownThenFailed(await submitGroupToEnd(flags.group, body, parts, tools, wait));
    }
    const items = await transferItems(args, flags, files, {
      ...tools,
      beforeListing: prompt.available ? ask : undefined,
    });
    const body = bodyOf(items);
    if (flags.dryRun) return body;
    if (prompt.available) await ask();
    if (flags.wait) return submitAndWait(body, tools, watched(flags));
    return submit(body, tools.transfer, { ...tools, submissionId: flags.submissionId });
  },
});
