import type { UsageError } from '../../errors.js';
import type { Files } from '../../tools.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import type { TransferItem } from '../../services/transfer.js';
import { atLine, namesNothing, readBatch, ofLine } from './batch-lines.js';
import { judgeCollisions, type Listed } from './collisions.js';
import { joinPath, mirroredPath } from './paths.js';
import { expandSources, type ItemTools, type SourceOptions } from './sources.js';

export interface Ends {
  readonly source: EndpointMaybePath;
  readonly destination: EndpointMaybePath;
}
export interface ItemOptions {
  /** A file of pairs of paths, `-` for standard input; without it the two ends are the one pair. */
  readonly batch?: string | undefined;
  readonly recursive?: boolean | undefined;
  readonly externalChecksum?: string | undefined;
  readonly checksumAlgorithm?: string | undefined;
  readonly dryRun?: boolean;
  /** Whether what a source does not have is deleted at its destination. */
  readonly deleteDestinationExtra?: boolean | undefined;
}

const item = (source: string, destination: string, how: Omit<ItemOptions, 'batch' | 'dryRun'>): TransferItem => ({
  DATA_TYPE: 'transfer_item',
  source_path: source,
  destination_path: destination,
  ...(how.recursive !== undefined && { recursive: how.recursive }),
  ...(how.externalChecksum !== undefined && { external_checksum: how.externalChecksum }),
  ...(how.checksumAlgorithm !== undefined && { checksum_algorithm: how.checksumAlgorithm }),
});

/**
 * The pairs of paths to transfer: the two ends, or those of the batch, relative ones below the ends; what the patterns of a source stand for
 * (see `expandSources`). UsageError with the line of a batch that cannot be used, or, when `strict`, where two sources go to one destination, of which there is a
 * warning else. A batch that names nothing is a CliError, but for a dry run.
 */
export async function transferItems(
  ends: Ends,
  options: ItemOptions & SourceOptions & { readonly strict: boolean },
  files: Pick<Files, 'lineBlocks'>,
  tools: ItemTools,
): Promise<readonly TransferItem[]> {
  const said = await readPairs(ends, options, files);
  const listed = options.noGlob ? said : await expandSources(ends.source.endpoint, said, options, tools);
  judgeCollisions(listed, options.strict, tools.notices);
  return listed.items;
}

async function readPairs(
  { source, destination }: Ends,
  options: ItemOptions,
  files: Pick<Files, 'lineBlocks'>,
): Promise<Listed> {
  const file = options.batch;
  if (!file) return { items: [item(source.path ?? '', destination.path ?? '', options)], lines: [], file: '' };
  const items: TransferItem[] = [];
  const lines: number[] = [];
  await readBatch(files.lineBlocks(file), file, (words, line) => {
    const [from, to] = words;
    // most lines are two paths and nothing else, and there may be 100,000 of them
    const plain = words.length === 2 && !from?.startsWith('-') && !to?.startsWith('-');
    const { paths, flags: own } = plain
      ? { paths: words as [string, string], flags: undefined }
      : readLine(words, (what) => atLine(file, line, what));
    // what scripts quote of an empty variable, '', would take the whole folder, and delete what is not in it
    if (options.deleteDestinationExtra && paths.includes(''))
      throw atLine(file, line, "a path is empty; the folder itself is '.'");
    try {
      const destinationPath = options.deleteDestinationExtra ? mirroredPath : joinPath;
      const source_path = joinPath(source.path, paths[0]);
      const destination_path = destinationPath(destination.path, paths[1]);
      items.push(
        own ? item(source_path, destination_path, own) : { DATA_TYPE: 'transfer_item', source_path, destination_path },
      );
    } catch (error) {
      throw ofLine(error, file, line);
    }
    lines.push(line);
  });
  if (!items.length && !options.dryRun) throw namesNothing(file, 'transfer');
  return { items, lines, file };
}

/** What a batch line says of its pair. */
export type LineFlags = { recursive?: boolean; externalChecksum?: string; checksumAlgorithm?: string };

/** The pair of paths and the flags of a batch line. `fail` makes the error, which names the line. */
export function readLine(
  words: readonly string[],
  fail: (what: string) => UsageError,
): { paths: [string, string]; flags: LineFlags } {
  const paths: string[] = [];
  const flags: LineFlags = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const [name = '', inline] =
      word.startsWith('--') && word.includes('=')
        ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
        : [word, undefined];
    const value = () => {
      const text = inline ?? words[++i];
      if (text === undefined) throw fail(`${name} needs a value`);
      return text;
    };
    if (name === '-r' || name === '--recursive') flags.recursive = true;
    else if (name === '--no-recursive') flags.recursive = false;
    else if (name === '--external-checksum') flags.externalChecksum = value();
    else if (name === '--checksum-algorithm') flags.checksumAlgorithm = value();
    else if (word.startsWith('--')) throw fail(`unknown option '${word}'`);
    else paths.push(word);
  }
  if (paths.length !== 2)
    throw fail(`expected SOURCE and DEST, found ${paths.length} path${paths.length === 1 ? '' : 's'}`);
  if (flags.recursive && flags.externalChecksum) throw fail('--external-checksum cannot go with --recursive');
  return { paths: paths as [string, string], flags };
}
