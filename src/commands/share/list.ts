import { command, endpointMaybePath, firstRows, optionalLimit } from '#command';
import { sharesOf } from '#globus/sharing/listing';
import { listing } from '#command';
import { sharesTable } from './_views.js';

export default command({
  summary: 'List who has access to what you share.',
  description:
    'Without PLACE, of all your guest collections. With a collection, of what is shared of it. With a folder, who has access to it: by a rule ' +
    'for it, for a folder above it, or for one below.',
  examples: [
    { title: 'List all that you share', line: 'globus share list' },
    { title: 'See who has access to a folder', line: 'globus share list @data:run7' },
  ],
  needs: ['transfer', 'gcs'],
  args: {
    place: endpointMaybePath({
      summary: 'A collection, or a folder on it',
      names: ['PLACE'],
      only: 'shareable',
      optional: true,
    }),
  },
  flags: { limit: optionalLimit },
  nothing: 'Shared with nobody yet.',
  output: sharesTable,
  run: async ({ args, flags, ...tools }) => {
    const { DATA } = firstRows({ DATA: await sharesOf(args.place, tools) }, 'DATA', flags.limit);
    return listing(DATA, (rows) => ({ DATA: rows }));
  },
});
