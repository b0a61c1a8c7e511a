import { CliError, UsageError } from '../../errors.js';
import type { FileEntry, TransferItem, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { visible } from '../../visible.js';
import type { Listed } from './collisions.js';
import { hasPattern } from './globs.js';
import { type ListFolder, type Match, matchesOf } from './matches.js';
import { lineOf } from '../named-file.js';
import { allEntries } from './pages-of-folder.js';

export interface SourceOptions {
  /** Whether patterns are names: nothing is looked up. */
  readonly noGlob: boolean;
  readonly sourceLocalUser?: string | undefined;
}
export interface ItemTools {
  readonly transfer: Pick<TransferOperations, 'listDirectory'>;
  readonly notices: Pick<Notices, 'warn'>;
  /** Called before the first folder is listed: asks a person for what that needs. */
  readonly beforeListing?: (() => Promise<void>) | undefined;
}

/**
 * Puts what they stand for in the place of items whose source has patterns: files, and folders where the item is recursive, each below the
 * destination by its path from the first pattern on. Lists each folder once, whatever the number of items. CliError where nothing fits, or only folders
 * do and the item is not recursive.
 */
export async function expandSources(
  endpoint: string,
  said: Listed,
  { sourceLocalUser }: SourceOptions,
  { transfer, notices, beforeListing }: ItemTools,
): Promise<Listed> {
  if (!said.items.some(({ source_path: path }) => hasPattern(path))) return said;
  await beforeListing?.();
  const lists = new Map<string, Promise<readonly FileEntry[]>>();
  const list: ListFolder = (folder) => {
    const known = lists.get(folder);
    if (known) return known;
    const query = { path: folder || undefined, show_hidden: '1', local_user: sourceLocalUser };
    const entries = allEntries((offset) => transfer.listDirectory(endpoint, { ...query, ...(offset && { offset }) }));
    lists.set(folder, entries);
    return entries;
  };
  const items: TransferItem[] = [];
  const lines: number[] = [];
  for (const [index, item] of said.items.entries()) {
    const line = said.lines[index];
    const all = hasPattern(item.source_path) ? await itemsOf(item, placeIn(said.file, line), list, notices) : [item];
    for (const each of all) {
      items.push(each);
      if (line !== undefined) lines.push(line);
    }
  }
  return { items, lines, file: said.file };
}

/** How messages begin that are about a line. */
const placeIn = (file: string, line: number | undefined) => (line === undefined ? '' : `${lineOf(file, line)}: `);

async function itemsOf(
  item: TransferItem,
  where: string,
  list: ListFolder,
  notices: Pick<Notices, 'warn'>,
): Promise<TransferItem[]> {
  const { source_path: pattern, recursive } = item;
  if (item.external_checksum !== undefined)
    throw new UsageError(
      `${where}${where ? 'a' : 'A'} checksum belongs to one file, and '${pattern}' may stand for several.`,
      {
        hint: 'Name the file, or say with --no-glob that this is its name.',
      },
    );
  const matches = await matchesOf(pattern, list, where);
  // it is there as it is written, and so goes where it was said to go
  if (matches.length === 1 && matches[0]?.path === pattern) return [item];
  const taken = recursive ? matches : matches.filter(({ isFolder }) => !isFolder);
  const left = matches.length - taken.length;
  const folders = `${left} ${left === 1 ? 'folder' : 'folders'}`;
  if (!taken.length)
    throw new CliError(
      `${where}'${visible(pattern)}' matches nothing but ${folders}, such as ${visible(matches[0]?.path ?? '')}.`,
      {
        hint: 'Add --recursive to copy folders; with --no-glob, the pattern is read as a name.',
      },
    );
  if (left) notices.warn(`${where}'${visible(pattern)}' also matches ${folders}: left out, without --recursive.`);
  return taken.map((match) => below(item, match));
}

const below = (item: TransferItem, { path, relative, isFolder }: Match): TransferItem => {
  const base = item.destination_path.replace(/(?<!\/)\/+$/, '');
  const slash = base || item.destination_path.startsWith('/') ? '/' : '';
  return {
    ...item,
    source_path: path,
    destination_path: `${base}${slash}${relative}${path.endsWith('/') ? '/' : ''}`,
    ...(item.recursive && { recursive: isFolder }),
  };
};
