import {
  command,
  exclusive,
  incomplete,
  jsonObject,
  oneOf,
  param,
  record,
  table,
  UsageError,
  type View,
} from '#command';
import { ingestBody } from '#globus/search/gingest';
import { ingestAll, type IngestDocument } from '#globus/search/ingest';
import { submittedTask } from '#globus/search/tasks';
import type { Submitted } from '#services/search';
import { ingestGuide } from './_ingest-guide.js';
import { writtenIndexId } from './_params.js';
import { outcome, waitFlags, waitForIt, waitOf } from './_tasks.js';

const submitted = record<Submitted>({ 'Task ID': 'task_id', Acknowledged: 'acknowledged' });
const batchesView = table((document: IngestDocument) => document.batches, {
  Batch: 'batch',
  First: 'first',
  Last: 'last',
  State: 'state',
  'Task ID': 'task_id',
  Detail: 'detail',
});

export default command({
  summary: 'Add metadata to an index.',
  description:
    'DOCUMENT is one request, sent as it is. --from sends any amount of data, in batches below the 10 MB that the service takes at once: a folder (its .json, .jsonl, .ndjson, .csv and .tsv files), a file of JSON lines or CSV, or JSON lines on standard input (-). A record with `subject` and `content` is a GMetaEntry; any other is the content of one, and its subject is the field that --subject-field names. Everything is read and checked before anything is sent.\n\nWith --record, each batch that the service accepts is written down, and if you run the same command again, it continues after the last one. Ingesting twice does no harm: an entry replaces what has the same subject and id.',
  examples: [
    { title: 'Ingest a document', line: 'globus search ingest recipes recipes.json' },
    {
      title: 'Ingest a table and wait for it',
      line: 'globus search ingest recipes --from samples.csv --subject-field url --visible-to public --wait',
    },
    {
      title: 'Ingest a folder, ready to continue after a failure',
      line: 'globus search ingest recipes --from metadata/ --record metadata.accepted',
    },
  ],
  needs: ['search', 'files', 'progress', 'clock'],
  args: {
    indexId: writtenIndexId,
    document: jsonObject({
      summary: 'A GIngest, GMetaList or GMetaEntry document: JSON, or a file that holds it',
      optional: true,
    }),
  },
  flags: {
    from: param.file({ summary: 'A folder, a file of JSON lines or CSV, or - for JSON lines on standard input' }),
    subjectField: param.text({
      summary: 'With --from: the field that says what a record is about',
      metavar: 'NAME',
      default: 'subject',
    }),
    visibleTo: param.text({
      summary: 'With --from: who may see entries that do not say it: public, or the URN of an identity or group',
      metavar: 'WHO',
      multiple: true,
    }),
    number: param.text({
      summary: 'With --from: a column of CSV files that holds numbers',
      metavar: 'NAME',
      multiple: true,
    }),
    batchSize: param.integer({
      summary: 'With --from: the most entries in one request',
      metavar: 'N',
      min: 1,
      default: 1000,
    }),
    record: param.file({
      summary: 'With --from: record here what was accepted, and continue from there',
      metavar: 'FILE',
    }),
    dryRun: param.switch({ summary: 'With --from: read and check everything, and show the batches' }),
    ...waitFlags,
  },
  rules: [oneOf('document', 'from'), exclusive('document', 'from')],
  guide: ingestGuide,
  check: ({ args, flags }) => {
    if (args.document && (flags.dryRun || flags.record !== undefined || flags.visibleTo.length || flags.number.length))
      return '--dry-run, --record, --visible-to and --number go with --from.';
    return flags.record !== undefined && flags.from === '-'
      ? '--record needs a source that can be read again, not standard input.'
      : undefined;
  },
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document is of one type with --from, of another without
  output: (input): View<any> =>
    input.flags.from !== undefined ? batchesView : input.flags.wait ? outcome('ingest')(input) : submitted,
  run: async ({ args, flags, search, ...tools }) => {
    if (flags.from !== undefined) {
      const plan = { indexId: args.indexId, ...flags, from: flags.from, numbers: flags.number };
      const { document, error } = await ingestAll(plan, { search, ...tools });
      return error ? incomplete(document, error) : document;
    }
    if (!args.document) throw new UsageError('Say what to ingest: a DOCUMENT, or --from.');
    return submittedTask(search.ingest(args.indexId, ingestBody(args.document)), waitOf(flags), { search, ...tools });
  },
  next: (document, { args, flags }) =>
    flags.dryRun
      ? undefined
      : flags.wait
        ? `Look into it:  globus search scroll ${args.indexId}`
        : 'batches' in document
          ? `Follow it:  globus search task list ${args.indexId}`
          : waitForIt(document),
});
