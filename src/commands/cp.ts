import { command, exclusive, location, param } from '#command';
import { copyAll } from '#globus/data/cp';
import { pathsGuide } from './_paths-guide.js';
import { copyFlags, filtersOf, rowLines } from './_copying.js';

export default command({
  summary: 'Copy files between this machine and collections.',
  description:
    'Takes any mix of paths on this machine, collections (COLLECTION:PATH, @BOOKMARK:PATH), https addresses, and - for standard input or output. To and from this machine, files go over HTTPS; between collections, Globus copies them as a task, and the command waits for it. Links in folders do not get onto a collection.\n\nSources may contain the patterns *, ?, [...] and **, quoted so that the shell leaves them alone; what they match keeps its path from the first pattern on. Copies go into the destination if it is a folder or ends in /, or if there are several sources. The marks mean: + new, ~ changed, = the same, ! failed.',
  examples: [
    { title: 'Download a folder', line: 'globus cp -r @data:run7 .' },
    { title: 'Upload what has changed', line: 'globus cp -r --update results @data' },
    { title: 'Only some files, wherever they are', line: "globus cp '@data:**/*.h5' ./h5/" },
    {
      title: 'Between collections, without waiting',
      line: 'globus cp -r --no-wait @data:run7 @archive',
    },
    { title: 'See what it would do', line: "globus cp -r --dry-run --exclude '*.tmp' . @data" },
  ],
  needs: [
    'data',
    'host',
    'progress',
    'clock',
    'notices',
    'files',
    'stdout',
    'publicAuth',
    'session',
    'prompt',
    'records',
  ],
  args: {
    paths: location({
      summary: 'What to copy, then where to',
      names: ['SOURCE... DESTINATION'],
      multiple: true,
      asks: ['What to copy', 'Where to copy it to'],
    }),
  },
  flags: {
    recursive: param.switch({ summary: 'Copy folders, with what is in them', names: ['--recursive', '-r'] }),
    update: param.switch({
      summary: 'Copy only what is missing there, or older',
      names: ['--update', '-u'],
    }),
    ...copyFlags,
    dryRun: param.switch({ summary: 'Print what would be copied, and copy nothing' }),
    noWait: param.switch({ summary: 'Print the id of the task instead of waiting for it' }),
  },
  rules: [
    exclusive('update', 'syncLevel'),
    // a task that nobody waits for has copied nothing yet
    exclusive('noWait', 'onSuccess'),
    exclusive('noWait', 'onFailure'),
  ],
  check: ({ args }) => (args.paths.length < 2 ? 'Give what to copy, and last where to.' : undefined),
  guide: pathsGuide('cp'),
  output: rowLines,
  run: async ({ args, flags, inOrder, publicAuth: auth, session, prompt, ...tools }) => {
    const options = {
      ...flags,
      filters: filtersOf(flags, inOrder),
      wait: !flags.noWait,
      viaTransfer: flags.viaTransfer === 'transfer',
    };
    const consents = prompt.available ? { auth, session } : undefined;
    return copyAll(args.paths, options, { ...tools, consents });
  },
});
