import { type EndpointMaybePath, type Files, UsageError } from '#command';
import type { TransferItem } from '#services/transfer';
import { atLine, readBatch } from './_batch.js';
import { joinPath } from './_paths.js';

interface Ends {
  readonly source: EndpointMaybePath;
  readonly destination: EndpointMaybePath;
}
interface ItemFlags {
  readonly batch?: string | undefined;
  readonly recursive?: boolean | undefined;
  readonly externalChecksum?: string | undefined;
  readonly checksumAlgorithm?: string | undefined;
}

const item = (source: string, destination: string, flags: Omit<ItemFlags, 'batch'>): TransferItem => ({
  DATA_TYPE: 'transfer_item',
  source_path: source,
  destination_path: destination,
  ...(flags.recursive !== undefined && { recursive: flags.recursive }),
  ...(flags.externalChecksum !== undefined && { external_checksum: flags.externalChecksum }),
  ...(flags.checksumAlgorithm !== undefined && { checksum_algorithm: flags.checksumAlgorithm }),
});

/** The pairs of paths that the command line or its batch names. */
export async function transferItems(
  { source, destination }: Ends,
  flags: ItemFlags,
  files: Files,
): Promise<TransferItem[]> {
  if (!flags.batch) return [item(source.path ?? '', destination.path ?? '', flags)];
  const items: TransferItem[] = [];
  const file = flags.batch;
  await readBatch(files.lineBlocks(file), file, (words, line) => {
    const [from, to] = words;
    // most lines are two paths and nothing else, and there may be 100,000 of them
    const plain = words.length === 2 && !from?.startsWith('-') && !to?.startsWith('-');
    const { paths, flags: own } = plain
      ? { paths: words as [string, string], flags: undefined }
      : readLine(words, (what) => atLine(file, line, what));
    const [source_path, destination_path] = [joinPath(source.path, paths[0]), joinPath(destination.path, paths[1])];
    items.push(
      own ? item(source_path, destination_path, own) : { DATA_TYPE: 'transfer_item', source_path, destination_path },
    );
  });
  if (!items.length)
    throw new UsageError(
      `${flags.batch === '-' ? 'Standard input' : flags.batch} names no paths: nothing to transfer.`,
    );
  return items;
}

type LineFlags = { recursive?: boolean; externalChecksum?: string; checksumAlgorithm?: string };

function readLine(
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
