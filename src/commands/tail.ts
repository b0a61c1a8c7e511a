import { command, exclusive, message, remoteLocation } from '#command';
import { writeTail } from '#globus/data/reading';
import { amountFlags, amountOf } from './_data.js';

export default command({
  summary: 'Print the end of a file on a collection.',
  description: 'Ten lines unless you give another number. What is before them is not fetched, however large the file.',
  examples: [{ title: 'See how a run ended', line: 'globus tail -n 3 @data:run7.log' }],
  needs: ['data', 'stdout'],
  args: { file: remoteLocation({ summary: 'The file', names: ['PLACE'] }) },
  flags: amountFlags,
  rules: [exclusive('lines', 'bytes')],
  output: message(''),
  run: ({ args, flags, ...tools }) => writeTail(args.file, amountOf(flags), tools),
});
