import { command, param, remoteLocation } from '#command';
import { putFile } from '#globus/data/one-file';
import { copyingFlags, putView } from './_data.js';
import { copyGuide } from './_paths-guide.js';

export default command({
  summary: 'Upload a file to a collection.',
  description:
    'The file goes over HTTPS; this machine needs no Globus Connect. The collection puts it in place once it is complete. The folder must exist: globus mkdir makes it. For folders, patterns and several files, use globus cp.',
  examples: [
    { title: 'Upload a file', line: 'globus put run7.h5 @data:run7.h5' },
    { title: 'Upload it into a folder', line: 'globus put run7.h5 @data' },
    { title: 'Upload what a program prints', line: 'globus put - @data:listing.txt' },
  ],
  needs: ['data', 'host', 'progress', 'clock', 'files'],
  args: {
    local: param.file({ summary: 'The file; - is standard input', names: ['LOCAL'] }),
    destination: remoteLocation({ summary: 'Where it goes; with a / at its end, into this folder', names: ['PLACE'] }),
  },
  flags: { verify: copyingFlags.verify, limitRate: copyingFlags.limitRate },
  guide: copyGuide('local', 'destination'),
  output: ({ args }) => putView(args.destination, args.local),
  run: ({ args, flags, ...tools }) => putFile(args.local, args.destination, flags, tools),
});
