import { command, param, remoteLocation } from '#command';
import { getFile } from '#globus/data/one-file';
import { copyingFlags, doneView } from './_data.js';

export default command({
  summary: 'Download a file from a collection.',
  description:
    'The file comes over HTTPS; no Globus Connect is needed on this machine. It appears under its name once it is whole. Until then ' +
    'there is a part file beside it, and running the same line again fetches only what is missing, if the file is still the same.\n\n' +
    'Where everybody may read, an https address needs no login. Folders, patterns and several files: globus cp.',
  examples: [
    { title: 'Download a file to this folder', line: 'globus get @data:run7.h5' },
    { title: 'Download it under another name', line: 'globus get @data:run7.h5 /tmp/seven.h5' },
    { title: 'Give it to another program', line: 'globus get @data:run7.csv -' },
  ],
  needs: ['data', 'host', 'progress', 'clock', 'stdout'],
  args: {
    source: remoteLocation({ summary: 'The file', names: ['PLACE'] }),
    local: param.text({ summary: 'Where it goes: a file, a folder, or - for standard output', optional: true }),
  },
  flags: copyingFlags,
  output: doneView,
  run: ({ args, flags, ...tools }) => getFile(args.source, args.local, flags, tools),
});
