import { command, exclusive, message, remoteLocation } from '#command';
import { writeHead } from '#globus/data/reading';
import { amountFlags, amountOf } from './_data.js';

export default command({
  summary: 'Print the beginning of a file on a collection.',
  description: 'Ten lines unless you give another number. The rest of the file is not fetched.',
  examples: [{ title: 'Look at the heading of a table', line: 'globus head -n 1 @data:run7.csv' }],
  needs: ['data', 'stdout'],
  args: { file: remoteLocation({ summary: 'The file', names: ['PLACE'] }) },
  flags: amountFlags,
  rules: [exclusive('lines', 'bytes')],
  output: message(''),
  run: ({ args, flags, ...tools }) => writeHead(args.file, amountOf(flags), tools),
});
