import { command } from '#command';
import { nameTable } from './_views.js';

export default command({
  summary: 'List the names that are kept, newest first.',
  examples: [{ title: 'See what names mean', line: 'globus names list' }],
  needs: ['names'],
  nothing: 'No names are kept yet. A name that you use is kept for a day.',
  output: nameTable,
  run: ({ names }) => names.list(),
});
