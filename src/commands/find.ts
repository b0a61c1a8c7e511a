import { command, endpointMaybePath, exclusive, firstOf, lines, listing, moment, optionalLimit, param } from '#command';
import { runForEach } from '#globus/data/exec-line';
import { findIn, type FoundFile, placesOf } from '#globus/transfer/find';
import { openTree } from '#globus/transfer/tree';
import { execFlag, size, walkFlags } from './_walk-flags.js';

const paths = lines((row: FoundFile) => row.path, 'Path');
const endedByNul = lines((row: FoundFile) => row.path, 'Path', '\0');

export default command({
  summary: 'Find files and folders by name, type, size or date.',
  description:
    'Prints paths as they are found, the contents of a folder right after it, at any depth or down to --depth. All conditions must hold. Names that start with a dot are included, and links are not followed. With --print0 each path ends in a NUL, for `xargs -0` and --from0.\n\nWith --exec, a program is run for each result, without a shell, and only its output is printed. {} stands for the place as COLLECTION_ID:PATH, which globus cp, get and rm take; with + at the end of the line, it stands for as many places as fit. A line that begins with globus runs this same program.',
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
  // what it finds is what another command deletes or moves, by its id or below the same name
  afresh: true,
  args: { place: endpointMaybePath({ summary: 'The folder to look in', names: ['PLACE'] }) },
  flags: {
    name: param.text({ summary: 'Only names that match', metavar: 'PATTERN', bare: 'Find it' }),
    type: param.choice(['file', 'dir', 'link'], { summary: 'Only files, folders or links' }),
    newer: moment({ summary: 'Only what was changed after this: a date, or 7d for 7 days ago' }),
    older: moment({ summary: 'Only what was changed before this' }),
    size: size({ summary: 'Only files larger (+10M), smaller (-4Ki) or of exactly this size', multiple: true }),
    depth: param.integer({ summary: 'Look this many levels down', names: ['--depth', '-d'], min: 0 }),
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
    const found = firstOf(findIn(tree.path, tree.rows, wanted, tree.onHidden), flags.limit);
    if (!flags.exec) return listing(found, (rows) => ({ DATA: rows }), tree.after);
    await runForEach(flags.exec, placesOf(args.place.endpoint, found), host);
    return tree.after();
  },
});
