import { command, fileLocation, listing, param } from '#command';
import { syncFolders } from '#globus/data/sync';
import { copyFlags, filtersOf, rowLines } from './_copying.js';

export default command({
  summary: 'Make one folder the same as another.',
  description:
    'What is in the first folder is copied into the second: files that are missing there, of another size, or older. Files that only the second has stay, unless --delete ' +
    'takes them away; on a terminal they are shown first and asked about, elsewhere --yes agrees to it.\n\n' +
    'With --plan nothing is done: what would be new (+), changed (~), extra (-) and the same (=) is listed, and counted on stderr.',
  examples: [
    { title: 'See what would be done', line: 'globus sync --plan results @data:results' },
    { title: 'Do it', line: 'globus sync results @data:results' },
    { title: 'A mirror, in a script', line: 'globus sync --delete --yes @data @archive' },
    { title: 'Find out whether there is something to do', line: 'globus sync --check @data ./data' },
  ],
  needs: ['data', 'host', 'progress', 'clock', 'notices', 'files', 'publicAuth', 'session', 'prompt', 'records'],
  args: {
    source: fileLocation({ summary: 'The folder to copy from' }),
    destination: fileLocation({ summary: 'The folder to copy into' }),
  },
  flags: {
    plan: param.switch({ summary: 'Print what would be done, and do nothing' }),
    check: param.switch({ summary: 'The same, and exit with 1 where there is something to do' }),
    delete: param.switch({ summary: 'Delete what only the destination has' }),
    yes: param.switch({ summary: 'Do not ask for confirmation', names: ['--yes', '-y'] }),
    ...copyFlags,
  },
  output: rowLines,
  run: ({ args, flags, inOrder, publicAuth: auth, session, prompt, ...tools }) => {
    const options = {
      ...flags,
      level: flags.syncLevel ?? 'mtime',
      filters: filtersOf(flags, inOrder),
      viaTransfer: flags.viaTransfer === 'transfer',
    };
    const asked = prompt.available ? { consents: { auth, session }, confirm: prompt.confirm } : {};
    const report = syncFolders(args.source, args.destination, options, { ...tools, ...asked });
    return listing(report.rows, report.document, report.after);
  },
});
