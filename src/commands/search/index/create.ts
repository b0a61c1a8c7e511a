import { command, param, sentence } from '#command';
import { indexDetail } from './_views.js';

export default command({
  summary: 'Make a search index; you become its owner.',
  description:
    'A new index is a trial index: small, and deleted by Globus after some time unless a subscription takes it over.',
  examples: [{ title: 'Make an index', line: "globus search index create recipes 'What we cook'" }],
  needs: ['search'],
  args: {
    displayName: param.text({ summary: 'The name of the new index' }),
    description: param.text({ summary: 'What is in it' }),
  },
  output: indexDetail,
  run: ({ args, search }) => search.createIndex({ display_name: args.displayName, description: args.description }),
  made: ({ id }, { args }) => ({ id, name: args.displayName }),
  next: ({ id }) => sentence`See it:  globus search index show ${id}`,
});
