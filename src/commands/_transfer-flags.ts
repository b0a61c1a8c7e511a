import { param } from '#command';
import type { NameFilter } from '#globus/transfer/transfer-document';

/** Flags that say how a transfer is done; `timer create transfer` takes most of them, too. */
export const transferFlags = {
  syncLevel: param.choice(['exists', 'size', 'mtime', 'checksum'], {
    summary: 'Skip files that the destination has, by existence, size, date or checksum',
    names: ['--sync-level', '-s'],
  }),
  batch: param.file({ summary: 'A file of pairs of paths; - is standard input' }),
  noGlob: param.switch({ summary: 'Treat *, ? and [] in a source as parts of names, not as patterns' }),
  strict: param.switch({ summary: 'Refuse two sources with the same destination, instead of warning' }),
  recursive: param.toggle({
    summary: 'Say that the paths are folders, or files; otherwise the service finds out',
    names: ['--recursive', '-r'],
    off: ['--no-recursive'],
  }),
  preserveTimestamp: param.switch({
    summary: 'Keep modification times',
    names: ['--preserve-timestamp', '--preserve-mtime'],
  }),
  verifyChecksum: param.toggle({
    summary: 'Check every file after copying',
    names: ['--verify-checksum'],
    off: ['--no-verify-checksum'],
    default: true,
  }),
  encryptData: param.switch({ summary: 'Encrypt data on the way', names: ['--encrypt-data', '--encrypt'] }),
  skipSourceErrors: param.switch({ summary: 'Skip files that are missing or unreadable at the source' }),
  failOnQuotaErrors: param.switch({ summary: 'Fail at once when the destination is full' }),
  exclude: param.text({
    summary: 'Leave out files whose names match; earlier patterns win',
    metavar: 'PATTERN',
    multiple: true,
  }),
  include: param.text({
    summary: 'Include files whose names match, before a later --exclude',
    metavar: 'PATTERN',
    multiple: true,
  }),
  deleteDestinationExtra: param.switch({
    summary: 'Delete what the source folder does not have',
    names: ['--delete-destination-extra', '--delete'],
  }),
  recursiveSymlinks: param.choice(['ignore', 'keep', 'copy'], {
    summary: 'What to do with links inside folders; ignored by default',
  }),
  sourceLocalUser: param.text({ summary: 'The local account to use at the source' }),
  destinationLocalUser: param.text({ summary: 'The local account to use at the destination' }),
  perfCc: param.integer({ summary: 'Concurrency', hidden: true }),
  perfP: param.integer({ summary: 'Parallelism', hidden: true }),
  perfPp: param.integer({ summary: 'Pipelining', hidden: true }),
  perfUdt: param.switch({ summary: 'Use UDT', hidden: true }),
};

type Occurrences = readonly { readonly key: string; readonly value: string | boolean }[];
/** --include and --exclude in the order in which they were given. */
export const filtersOf = (inOrder: (...keys: readonly ('include' | 'exclude')[]) => Occurrences) =>
  inOrder('include', 'exclude').map(({ key, value }): NameFilter => ({
    method: key === 'include' ? 'include' : 'exclude',
    name: String(value),
  }));
