import { command, message, remoteLocation, visible } from '#command';
import { type Edited, editFile } from '#globus/data/edit';

export default command({
  summary: 'Edit a file on a collection.',
  description:
    'Opens the file in the editor of $VISUAL or $EDITOR, and sends it back if you changed it. If somebody else has changed it meanwhile, nothing is sent, and your version is kept on this machine. A file that does not exist yet is created.',
  examples: [{ title: 'Change a file', line: 'globus edit @data:settings.yaml' }],
  needs: ['data', 'host'],
  args: { file: remoteLocation({ summary: 'The file', names: ['PLACE'] }) },
  output: message((done: Edited) => (done.changed ? `${visible(done.path)} was changed.` : 'Nothing was changed.')),
  run: ({ args, ...tools }) => editFile(args.file, tools),
});
