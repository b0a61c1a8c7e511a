import { command, endpointMaybePath, exclusive, firstOf, lines, listing, moment, optionalLimit, param } from '#command';
import { runForEach } from '#globus/data/exec-line';
import { findIn, type FoundFile, placesOf } from '#globus/transfer/find';
import { openTree } from '#globus/transfer/tree';
import { execFlag, size, walkFlags } from './_walk-flags.js';

const paths = lines((row: FoundFile) => row.path, 'Path');
const endedByNul = lines((row: FoundFile) => row.path, 'Path', '\0');

export default command({
  summary: 'Find files and folders below a folder, by what they are.',
  description:
    'Prints paths as they are found, what is in a folder right after it, however deep; with --depth, no deeper than that. What is asked for has to hold together. ' +
    'Names that start with a dot are found, too, and links are not followed. With --print0 each path ends in a NUL, for `xargs -0` and --from0.\n\n' +
    'With --exec a program is run for each, without a shell, and nothing is printed but what it prints. {} stands for the place, COLLECTION_ID:PATH, as globus cp, get and rm take it; ' +
    'with + at the end of the line, for as many as fit at once. A line that begins with globus is for this very program.',
  examples: [
    { title: 'Find large files', line: "globus find @data --name '*.h5' --size +1G" },
    { title: 'Find what changed within a week', line: 'globus find @data --type file --newer 7d' },
    {
      title: 'Delete old files',
      line: "globus find @data:tmp --type file --older 30d --exec 'globus rm {}'",
    },
    {
      title: 'Download what is found, together',
      line: "globus find @data --name '*.h5' --exec 'globus cp {} ./h5/ +'",
    },
  ],
  needs: ['transfer', 'notices', 'clock', 'host'],
  args: { place: endpointMaybePath({ summary: 'The folder to look in', names: ['PLACE'] }) },
  flags: {
    name: param.text({ summary: 'Only names that match', metavar: 'PATTERN' }),
    type: param.choice(['file', 'dir', 'link'], { summary: 'Only files, folders or links' }),
    newer: moment({ summary: 'Only what was changed after this: a date, or 7d ago' }),
    older: moment({ summary: 'Only what was changed before this' }),
    size: size({ summary: 'Only files larger (+10M), smaller (-4Ki) or of exactly this size', multiple: true }),
    depth: param.integer({ summary: 'Look so many levels down', names: ['--depth', '-d'], min: 0 }),
    print0: param.switch({ summary: 'End each path with a NUL, not with a line break' }),
    exec: execFlag,
    ...walkFlags,
    limit: optionalLimit,
  },
  rules: [exclusive('exec', 'print0')],
  nothing: ({ args }) => `Nothing below ${args.place.path ?? 'it'} fits.`,
  output: ({ flags }) => (flags.print0 ? endedByNul : paths),
  run: async ({ args, flags, transfer, host, ...tools }) => {
    const options = { showHidden: true, localUser: flags.localUser, depthLimit: flags.depth };
    const tree = await openTree(transfer, args.place, options, tools);
    const wanted = {
      ...flags,
      names: flags.name === undefined ? [] : [flags.name],
      types: flags.type ? [flags.type] : [],
      sizes: flags.size,
    };
    const found = firstOf(findIn(tree.path, tree.rows, wanted), flags.limit);
    if (!flags.exec) return listing(found, (rows) => ({ DATA: rows }), tree.after);
    await runForEach(flags.exec, placesOf(args.place.endpoint, found), host);
    return tree.after();
  },
});
