import { command, param, remoteLocation } from '#command';
import { getFile } from '#globus/data/one-file';
import { copyingFlags, doneView } from './_data.js';
import { copyGuide } from './_paths-guide.js';

export default command({
  summary: 'Download a file from a collection.',
  description:
    'The file comes over HTTPS; this machine needs no Globus Connect. It appears under its name once it is complete. Until then there is a part file beside it, and running the same command again fetches only what is missing, if the file has not changed.\n\nAn https address that everybody may read needs no login. For folders, patterns and several files, use globus cp.',
  examples: [
    { title: 'Download a file to this folder', line: 'globus get @data:run7.h5' },
    { title: 'Download it under another name', line: 'globus get @data:run7.h5 /tmp/seven.h5' },
    { title: 'Pass it to another program', line: 'globus get @data:run7.csv -' },
  ],
  needs: ['data', 'host', 'progress', 'clock', 'stdout'],
  args: {
    source: remoteLocation({ summary: 'The file', names: ['PLACE'], mustBeThere: true }),
    local: param.filled({ summary: 'Where it goes: a file, a folder, or - for standard output', optional: true }),
  },
  flags: copyingFlags,
  guide: copyGuide('source', 'local'),
  output: doneView,
  run: ({ args, flags, ...tools }) => getFile(args.source, args.local, flags, tools),
});
