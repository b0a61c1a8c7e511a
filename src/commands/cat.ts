import { command, message, remoteLocation } from '#command';
import { writeFiles } from '#globus/data/reading';

export default command({
  summary: 'Print files of collections.',
  description:
    'Bytes are printed as they are. On a terminal, control characters are shown, not obeyed. If the connection breaks, it continues where it stopped.',
  examples: [{ title: 'Search a file without keeping it', line: 'globus cat @data:run7.log' }],
  needs: ['data', 'stdout'],
  args: { files: remoteLocation({ summary: 'The files', names: ['PLACE'], multiple: true }) },
  output: message(''),
  run: ({ args, ...tools }) => writeFiles(args.files, tools),
});
