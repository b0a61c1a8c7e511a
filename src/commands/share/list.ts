import { command, endpointMaybePath, firstRows, optionalLimit } from '#command';
import { sharesOf } from '#globus/sharing/listing';
import { listing } from '#command';
import { sharesTable } from './_views.js';

export default command({
  summary: 'List who has access to what you share.',
  description:
    'Without PLACE, lists the access rules of all your guest collections; with a collection, of everything that is shared from it; with a folder, the rules ' +
    'for that folder, for the folders above it, and for those below it.',
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
