import { command, endpointMaybePath, firstOf, lines, listing, optionalLimit, param, sentence } from '#command';
import { branches, openTree } from '#globus/transfer/tree';
import type { FoundInTree } from '#globus/transfer/walk';
import { walkFlags } from './_walk-flags.js';

/** A drawing remembers the rows before: each command has its own. */
const drawing = () => {
  const branch = branches();
  return lines((row: FoundInTree) => sentence`${branch(row)}${row.name}${row.type === 'dir' ? '/' : ''}`, 'Tree');
};

export default command({
  summary: 'Show a folder and everything below it as a tree.',
  description:
    'The whole tree is drawn as it is listed; with --depth, folders deeper than that are shown and not opened. Links are not followed. JSON has the entries with ' +
    'their path below the folder (relative) and their depth.',
  examples: [{ title: 'Draw two levels', line: 'globus tree --depth 1 @data' }],
  needs: ['transfer', 'notices', 'clock'],
  args: { place: endpointMaybePath({ summary: 'The folder', names: ['PLACE'] }) },
  flags: {
    all: param.switch({ summary: 'Show names that start with a dot, too', names: ['--all', '-a'] }),
    depth: param.integer({ summary: 'Open folders down to this many levels', names: ['--depth', '-d'], min: 0 }),
    ...walkFlags,
    limit: optionalLimit,
  },
  nothing: 'The folder is empty.',
  output: drawing,
  run: async ({ args, flags, transfer, ...tools }) => {
    const options = { showHidden: flags.all, localUser: flags.localUser, depthLimit: flags.depth };
    const tree = await openTree(transfer, args.place, options, tools);
    return listing(firstOf(tree.rows, flags.limit), (rows) => ({ path: tree.path, DATA: rows }), tree.after);
  },
});
