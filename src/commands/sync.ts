import { command, fileLocation, param } from '#command';
import { emptyPathOf } from '#globus/endpoint-path';
import { syncFolders } from '#globus/data/sync';
import { copyFlags, filtersOf, rowLines } from './_copying.js';
import { copyGuide } from './_paths-guide.js';

export default command({
  summary: 'Make one folder the same as another.',
  description:
    'Copies from the first folder into the second the files that are missing there, have another size, or are older. Files that only the second has stay, unless you give --delete. On a terminal, --delete then shows them and asks first; elsewhere, it needs --yes.\n\nWith --plan nothing is done: what would be new (+), changed (~), extra (-) and the same (=) is listed, and counted on stderr.',
  examples: [
    { title: 'See what would be done', line: 'globus sync --plan results @data:results' },
    { title: 'Do it', line: 'globus sync results @data:results' },
    { title: 'A mirror, in a script', line: 'globus sync --delete --yes @data @archive' },
    { title: 'Find out whether there is something to do', line: 'globus sync --check @data ./data' },
  ],
  afresh: ['delete'],
  needs: ['data', 'host', 'progress', 'clock', 'notices', 'files', 'publicAuth', 'session', 'prompt', 'records'],
  args: {
    source: fileLocation({
      summary: 'The folder to copy from, here or COLLECTION:PATH',
      asks: ['The folder to copy from'],
    }),
    destination: fileLocation({
      summary: 'The folder to copy into, here or COLLECTION:PATH',
      asks: ['The folder to copy into'],
    }),
  },
  flags: {
    plan: param.switch({ summary: 'Print what would be done, and do nothing' }),
    check: param.switch({ summary: 'Print it, and exit with 1 if there is something to do' }),
    delete: param.switch({ summary: 'Delete what only the destination has' }),
    yes: param.switch({ summary: 'Do not ask for confirmation', names: ['--yes', '-y'] }),
    ...copyFlags,
  },
  check: ({ args, flags }) =>
    flags.delete ? emptyPathOf('SOURCE or DESTINATION', [args.source, args.destination]) : undefined,
  guide: copyGuide('source', 'destination', { what: 'what differs in ', only: ['plan', 'check'] }),
  output: rowLines,
  run: ({ args, flags, inOrder, publicAuth: auth, session, prompt, ...tools }) => {
    const options = {
      ...flags,
      level: flags.syncLevel ?? 'mtime',
      filters: filtersOf(flags, inOrder),
      viaTransfer: flags.viaTransfer === 'transfer',
    };
    const asked = prompt.available ? { consents: { auth, session }, confirm: prompt.confirm } : {};
    return syncFolders(args.source, args.destination, options, { ...tools, ...asked });
  },
});
