import { command, message, remoteLocation } from '#command';
import { writeFiles } from '#globus/data/reading';

export default command({
  summary: 'Print files of collections.',
  description:
    'Bytes come as they are. On a terminal, what a terminal would act on is shown, and not obeyed. A connection that breaks is taken up again where it broke.',
  examples: [{ title: 'Search a file without keeping it', line: 'globus cat @data:run7.log' }],
  needs: ['data', 'stdout'],
  args: { files: remoteLocation({ summary: 'The files', names: ['PLACE'], multiple: true }) },
  output: message(''),
  run: ({ args, ...tools }) => writeFiles(args.files, tools),
});
