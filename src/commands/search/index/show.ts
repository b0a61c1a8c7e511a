import { command } from '#command';
import { indexId } from '../_params.js';
import { indexDetail, indexFull } from './_views.js';

export default command({
  summary: 'Show a search index.',
  description: 'With --verbose, also how much is in it and what you may do with it.',
  examples: [
    { title: 'Show an index', line: 'globus search index show recipes' },
    { title: 'Show how full it is', line: 'globus search index show recipes --verbose' },
  ],
  needs: ['search'],
  args: { indexId },
  output: ({ verbose }) => (verbose ? indexFull : indexDetail),
  run: ({ args, search }) => search.getIndex(args.indexId),
});
