import { command, limit, listing, param, rowsTable, shellLine } from '#command';
import { identityId } from '#globus/people/identity';
import type { Endpoint } from '#services/transfer';
import { endpointScreen } from '../_collection-screen.js';
import { endpointColumns } from './_columns.js';

const scopes = [
  'all',
  'administered-by-me',
  'my-endpoints',
  'my-gcp-endpoints',
  'recently-used',
  'in-use',
  'shared-by-me',
  'shared-with-me',
] as const;
const types = [
  'GCP_mapped_collection',
  'GCP_guest_collection',
  'GCSv5_endpoint',
  'GCSv5_mapped_collection',
  'GCSv5_guest_collection',
] as const;

export default command({
  summary: 'Find collections and endpoints.',
  examples: [
    { title: 'Find by words', line: "globus endpoint search 'Tutorial Collection'" },
    { title: 'List those you administer', line: 'globus endpoint search --filter-scope administered-by-me' },
  ],
  needs: ['transfer', 'auth'],
  args: { filterFulltext: param.text({ summary: 'Words to look for', optional: true }) },
  flags: {
    filterScope: param.choice(scopes, { summary: 'Where to look', default: 'all' }),
    filterOwnerId: param.text({ summary: 'Only those of this owner, by id or username' }),
    filterEntityType: param.choice(types, { summary: 'Only this kind' }),
    limit: limit(25, 1000),
  },
  check: ({ args, flags }) =>
    flags.filterScope === 'all' && !args.filterFulltext
      ? 'When searching all endpoints and collections, give words to look for (FILTER_FULLTEXT), or another --filter-scope.'
      : undefined,
  nothing: ({ args: { filterFulltext: words }, flags: { filterScope } }) => {
    if (!words) return 'Nothing matches.';
    const next =
      filterScope === 'all'
        ? 'Those you used last:  globus endpoint search --filter-scope recently-used'
        : `Search everywhere:  ${shellLine(['endpoint', 'search', words])}`;
    return `Nothing matches “${words}”. ${next}`;
  },
  output: rowsTable<Endpoint>(endpointColumns, endpointScreen),
  run: async ({ args, flags, transfer, auth }) => {
    const owner = flags.filterOwnerId === undefined ? undefined : await identityId(flags.filterOwnerId, auth);
    const query = {
      filter_scope: flags.filterScope,
      filter_fulltext: args.filterFulltext,
      filter_owner_id: owner,
      filter_entity_type: flags.filterEntityType,
    };
    return listing(transfer.searchEndpoints(query, flags.limit), (rows) => ({ DATA: rows }));
  },
});
