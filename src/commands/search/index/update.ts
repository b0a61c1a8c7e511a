import { command, oneOf, param, reading } from '#command';
import { administeredIndexId } from '../_params.js';
import { indexDetail } from './_views.js';

export default command({
  summary: 'Change the name or the description of an index.',
  examples: [{ title: 'Rename an index', line: "globus search index update recipes --display-name 'Recipes of 2027'" }],
  needs: ['search'],
  args: { indexId: administeredIndexId },
  flags: {
    displayName: param.text({ summary: 'Its new name', bare: 'Rename it' }),
    description: param.text({ summary: 'What is in it' }),
  },
  rules: [oneOf('displayName', 'description')],
  changes: { now: reading(({ indexId: id }, { search }) => search.getIndex(id)) },
  output: indexDetail,
  run: ({ args, flags, search }) =>
    search.updateIndex(args.indexId, {
      ...(flags.displayName !== undefined && { display_name: flags.displayName }),
      ...(flags.description !== undefined && { description: flags.description }),
    }),
});
