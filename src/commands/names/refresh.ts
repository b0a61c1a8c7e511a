import { command } from '#command';
import { nameTable } from './_views.js';

export default command({
  summary: 'Look the kept names up again.',
  description: 'Says which of them mean something else now, and forgets those that mean nothing any more.',
  examples: [{ title: 'Look them up again', line: 'globus names refresh' }],
  needs: ['names'],
  nothing: 'No names are kept. A name that you use is kept for a day.',
  output: nameTable,
  run: ({ names }) => names.refresh(),
});
