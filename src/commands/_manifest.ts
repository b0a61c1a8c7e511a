import { bad, exclusive, param, requires, table } from '#command';
import type { GroupDocument } from '#globus/transfer/group';
import { formatOf, manifestFormats } from '#globus/transfer/manifest';
import type { Parts } from '#globus/transfer/parts';
import { submitted, summaryView } from './_submission.js';

/** Flags of what takes a manifest. */
/** A name for a list. One that is empty is more likely a variable that is not set, and would stand for every list. */
const groupName = param.custom((raw, context) => {
  if (raw.trim() === '') throw bad(context, raw, 'a name');
  return raw;
});
export const manifestFlags = {
  manifest: param.file({
    summary: 'A list of paths of any length, split into several tasks if needed; - is standard input',
  }),
  manifestFormat: param.choice(manifestFormats, {
    summary: 'The format of the list; by default, the file name decides, or else it is the format of --batch',
  }),
  from0: param.switch({ summary: 'Each path in the list ends in a NUL; the same as --manifest-format nul' }),
  group: groupName({
    summary: 'A name for the list: under one name it is submitted only once, however often you run the command',
  }),
  itemsPerTask: param.integer({ summary: 'Put at most this many items into one task', min: 1, default: 100_000 }),
};
export const manifestRules = [
  exclusive('manifest', 'batch'),
  exclusive('manifest', 'submissionId'),
  exclusive('from0', 'manifestFormat'),
  requires('manifestFormat', 'manifest'),
  requires('from0', 'manifest'),
  requires('group', 'manifest'),
] as const;

interface ManifestGiven {
  readonly manifest?: string | undefined;
  readonly manifestFormat?: (typeof manifestFormats)[number] | undefined;
  readonly from0: boolean;
}
/** The list to read. */
export const listOf = (file: string, { manifestFormat, from0 }: ManifestGiven) => ({
  file,
  format: from0 ? ('nul' as const) : (manifestFormat ?? formatOf(file)),
});

/** A row a task. */
export const groupView = table((document: GroupDocument) => document.DATA, {
  'Task ID': 'task_id',
  Items: 'items',
  Status: (part) => part.status ?? 'Accepted',
});
export const plannedGroup = table((document: GroupDocument) => document.DATA, { Items: 'items' });

/** What a dry run shows: how many items each task would have. */
export const planOf = (group: string | undefined, { parts }: Parts): GroupDocument => ({
  group: group ?? '',
  DATA: parts.map(({ items }) => ({ items })),
});
/** What a submission prints: of one task or of several, what would be sent or what was; `planned` shows the items of one. */
export const submissionView = <V>(
  flags: { readonly manifest: string | undefined; readonly dryRun: boolean; readonly wait: boolean },
  planned: V,
) => {
  if (flags.manifest !== undefined) return flags.dryRun ? plannedGroup : groupView;
  if (flags.dryRun) return planned;
  return flags.wait ? summaryView : submitted;
};
