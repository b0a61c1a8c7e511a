import { command, fileLocation, param } from '#command';
import { compareSides } from '#globus/data/sync';
import { filterFlags, filtersOf, rowLines, viaFlag } from './_copying.js';

export default command({
  summary: 'Compare two files or folders.',
  description:
    'Exits with 0 if they are the same, and with 1 if they differ. Differences are listed: + is only in the first, - only in the second, ~ in both but different. To compare contents, both are read completely over HTTPS.',
  examples: [
    { title: 'Is everything there?', line: 'globus check ./results @data:results' },
    { title: 'Byte for byte', line: 'globus check --by content @data @archive' },
  ],
  needs: ['data', 'host', 'progress', 'clock', 'notices', 'files', 'publicAuth', 'session', 'prompt'],
  args: {
    first: fileLocation({ summary: 'A file or folder' }),
    second: fileLocation({ summary: 'What to compare it with' }),
  },
  flags: {
    by: param.choice(['size', 'time', 'content'], { summary: 'What has to be the same', default: 'size' }),
    ...filterFlags,
    viaTransfer: viaFlag,
  },
  output: rowLines,
  run: ({ args, flags, inOrder, publicAuth: auth, session, prompt, ...tools }) => {
    const level = flags.by === 'content' ? ('checksum' as const) : flags.by;
    const options = { level, filters: filtersOf(flags, inOrder), viaTransfer: flags.viaTransfer === 'transfer' };
    const asked = prompt.available ? { consents: { auth, session } } : {};
    return compareSides(args.first, args.second, options, { ...tools, ...asked });
  },
});
