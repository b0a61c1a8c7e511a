import { command, table, things } from '#command';
import type { CheckResult, Result } from '#services/gcs';

export default command({
  summary: 'Check the collections of an endpoint for problems.',
  description:
    'Give an endpoint to check all its collections, or give one collection. Only problems are printed; if all is well, nothing is.',
  examples: [
    { title: 'Check one collection', line: "globus gcs collection check 'Lab data'" },
    { title: 'Check all of an endpoint', line: "globus gcs collection check 'Lab endpoint'" },
  ],
  needs: ['transfer', 'gcs'],
  args: { id: things.collection({ summary: 'The collection, or the endpoint', names: ['COLLECTION_OR_ENDPOINT_ID'] }) },
  nothing: 'Nothing is wrong.',
  output: table((answer: Result<CheckResult>) => answer.data ?? [], { 'Collection ID': 'id', Message: 'message' }),
  run: async ({ args, gcs }) => {
    const manager = await gcs.at(args.id);
    return manager.endpoint.entity_type === 'GCSv5_endpoint'
      ? manager.checkCollections()
      : manager.checkCollection(args.id);
  },
});
