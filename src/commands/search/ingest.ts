import { command, jsonObject, record } from '#command';
import type { Submitted } from '#services/search';
import { ingestBody } from './_gingest.js';
import { indexId } from './_params.js';

export default command({
  summary: 'Put metadata into an index.',
  examples: [{ title: 'Ingest a document', line: 'globus search ingest INDEX_ID recipes.json' }],
  needs: ['search'],
  args: { indexId, document: jsonObject({ summary: 'A GIngest, GMetaList or GMetaEntry document: JSON, or a file that holds it' }) },
  output: record<Submitted>({ 'Task ID': 'task_id', Acknowledged: 'acknowledged' }),
  run: ({ args, search }) => search.ingest(args.indexId, ingestBody(args.document)),
});
