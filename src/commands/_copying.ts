import { duration, lines, param, sizeText } from '#command';
import type { Row } from '#globus/data/copying';
import { copyingFlags, size } from './_data.js';

/** What is copied, of all that is there. */
export const filterFlags = {
  include: param.text({
    summary: 'Include what matches; the first pattern that matches decides',
    metavar: 'PATTERN',
    multiple: true,
  }),
  exclude: param.text({ summary: 'Leave out files and folders that match', metavar: 'PATTERN', multiple: true }),
  filterFrom: param.file({ summary: 'A file of patterns, one per line: + PATTERN or - PATTERN' }),
  maxAge: duration({ summary: 'Only what was changed within this time: 7d, 12h' }),
  minAge: duration({ summary: 'Only what was not changed within this time' }),
  maxSize: size({ summary: 'Only files up to this size' }),
  minSize: size({ summary: 'Only files of this size or larger' }),
};

/** Whether paths of this machine go over HTTPS, or are those of its Globus Connect Personal. */
export const viaFlag = param.choice(['https', 'transfer'], {
  summary: 'How to copy files of this machine: transfer uses its Globus Connect Personal',
  names: ['--via'],
  default: 'https',
});

/** How files are copied, and what is done then. */
export const copyFlags = {
  ...copyingFlags,
  ...filterFlags,
  syncLevel: param.choice(['exists', 'size', 'mtime', 'checksum'], {
    summary: 'Skip files that the destination has, by existence, size, date or checksum',
    names: ['--sync-level', '-s'],
  }),
  parallel: param.integer({ summary: 'How many files to copy at once', metavar: 'N', min: 1, max: 256, default: 16 }),
  viaTransfer: viaFlag,
  label: param.text({ summary: 'A label to find the task by' }),
  itemsPerTask: param.integer({ summary: 'Put at most this many items into one task', min: 1, default: 100_000 }),
  onSuccess: param.filled({ summary: 'A shell command to run once everything is copied', metavar: 'COMMAND' }),
  onFailure: param.filled({ summary: 'A shell command to run if something failed', metavar: 'COMMAND' }),
};

type Occurrences = readonly { readonly key: string; readonly value: string | boolean }[];
type Filters = {
  readonly maxAge: number | undefined;
  readonly minAge: number | undefined;
  readonly maxSize: number | undefined;
  readonly minSize: number | undefined;
  readonly filterFrom: string | undefined;
};
/** Flags as filters; those of the file come after those of the line. */
export const filtersOf = (flags: Filters, inOrder: (...keys: readonly ('include' | 'exclude')[]) => Occurrences) => ({
  maxAge: flags.maxAge,
  minAge: flags.minAge,
  maxSize: flags.maxSize,
  minSize: flags.minSize,
  file: flags.filterFrom,
  rules: inOrder('include', 'exclude').map(({ key, value }) => ({
    method: key === 'include' ? ('include' as const) : ('exclude' as const),
    name: String(value),
  })),
});

/** Of what is left or taken away, the size is not always known. */
const sizeOf = ({ action, bytes }: Row) => (bytes || !['=', '-'].includes(action) ? ` (${sizeText(bytes)})` : '');

const lineOf = (row: Row): string => {
  if (row.task_id !== undefined) {
    if (row.status === undefined) return row.task_id;
    return `* task ${row.task_id}${row.files ? `: ${filesOf(row)}` : ''}`;
  }
  if (row.error !== undefined) return `! ${row.path}: ${row.error}`;
  return `${row.action} ${row.path}${row.type === 'file' ? sizeOf(row) : row.type === 'dir' ? '/' : ''}`;
};
const filesOf = ({ files, bytes }: Row) => `${files === 1 ? '1 file' : `${files} files`} (${sizeText(bytes)})`;

/**
 * What was done, or is to be done, a line each; of a task that is not waited for, its id. That a task was begun is said before it, with
 * its id: a person reads that once.
 */
export const rowLines = {
  ...lines(lineOf),
  onScreen: (row: Row) =>
    row.task_id === undefined || row.status === undefined ? lineOf(row) : row.files ? `* ${filesOf(row)}` : undefined,
};
