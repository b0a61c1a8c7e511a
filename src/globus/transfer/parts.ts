import { createHash } from 'node:crypto';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DeleteItem, TransferItem } from '../../services/transfer.js';
import { DestinationHashes, type Listed } from './collisions.js';
import type { Ends } from './items.js';
import { ofLine } from './batch-lines.js';
import { deletedPath, joinPath, mirroredPath } from './paths.js';
import {
  type ManifestFiles,
  type ManifestFormat,
  type ManifestKind,
  type ManifestRow,
  readManifest,
} from './manifest.js';

/** The items of one task, as the text of a JSON list, compressed: a million items are 170 MB of text, and all are read before the first is sent. */
export interface Part {
  readonly items: number;
  readonly packed: Buffer;
}
/** The text of a part. */
export const textOf = ({ packed }: Pick<Part, 'packed'>): Buffer => inflateRawSync(packed);
export interface Parts {
  readonly parts: readonly Part[];
  readonly items: number;
  /** Of all items, in their order, and how many go into a task. */
  readonly digest: string;
}
/** Where relative paths begin; `destination` is left out where things are deleted, `mirrors` is set where what only the destination has is. */
export type Bases = Pick<Ends, 'source'> & Partial<Ends> & { readonly mirrors?: boolean };

/** So many items are made text at once. */
const atOnce = 2_000;

/** Takes items one by one and cuts them into parts of at most `most` of them. `letGo` frees what nobody holds any more, after very many. */
export function packer(kind: ManifestKind, most: number, letGo: () => void) {
  const hash = createHash('sha256').update(`${kind} ${most}\n`);
  const parts: Part[] = [];
  let pieces: Buffer[] = [];
  let waiting: object[] = [];
  // used again for each piece: memory for texts of this size is given back late
  let written = Buffer.alloc(0);
  let [count, all] = [0, 0];
  const flush = () => {
    if (!waiting.length) return;
    const text = JSON.stringify(waiting);
    if (written.length < text.length * 3) written = Buffer.allocUnsafeSlow(text.length * 3);
    // the brackets of the list go, and what was a list is a piece of a longer one
    const end = written.write(text) - 1;
    hash.update(written.subarray(1, end)).update('\n');
    if (pieces.length) written.write(',');
    // each piece ends on a whole byte, so that pieces make one stream
    pieces.push(deflateRawSync(written.subarray(0, end), { level: 1, finishFlush: constants.Z_SYNC_FLUSH }));
    waiting = [];
    if (all % 100_000 === 0) letGo();
  };
  const end = () => {
    flush();
    if (!count) return;
    parts.push({ items: count, packed: Buffer.concat([...pieces, deflateRawSync(']')]) });
    [pieces, count] = [[], 0];
  };
  return {
    add: (item: DeleteItem | TransferItem) => {
      waiting.push(item);
      all++;
      if (++count === most) end();
      else if (waiting.length === atOnce) flush();
    },
    /** All of it; nothing is added after that. */
    parts: (): Parts => {
      end();
      return { parts, items: all, digest: hash.digest('hex') };
    },
  };
}

export type Packer = ReturnType<typeof packer>;

/** Reads a manifest and cuts it into parts of at most `most` items. Errors are those of `readManifest`. */
export async function partsOf(
  manifest: { readonly file: string; readonly format: ManifestFormat },
  kind: ManifestKind,
  bases: Bases,
  most: number,
  files: ManifestFiles,
): Promise<Parts & { readonly suspects: () => Listed }> {
  const { letGo } = await import('./let-go.js');
  const { add, parts } = packer(kind, most, letGo);
  const destinations = new DestinationHashes();
  await readManifest(manifest.file, manifest.format, kind, files, (row, line) => {
    const itemOf = kind === 'delete' ? deleteItem : transferItem;
    try {
      const item = itemOf(row, bases);
      if ('destination_path' in item) destinations.add(item.destination_path, line);
      add(item);
    } catch (error) {
      throw ofLine(error, manifest.file, line);
    }
  });
  const all = parts();
  return { ...all, suspects: () => pickedFrom(all, destinations.suspects(), manifest.file) };
}

/** These of all items, read again from the parts that they are in. */
function pickedFrom({ parts }: Parts, wanted: ReturnType<DestinationHashes['suspects']>, file: string): Listed {
  const items: TransferItem[] = [];
  let [at, before] = [0, 0];
  for (const part of parts) {
    const end = before + part.items;
    const isIn = (index: number | undefined): index is number => index !== undefined && index < end;
    const all = isIn(wanted[at]?.index) ? (JSON.parse(textOf(part).toString()) as TransferItem[]) : [];
    for (let index = wanted[at]?.index; isIn(index); index = wanted[++at]?.index)
      items.push(all[index - before] as TransferItem);
    before = end;
  }
  return { items, lines: wanted.map(({ line }) => line), file };
}

const deleteItem = ({ source }: ManifestRow, bases: Bases): DeleteItem => ({
  DATA_TYPE: 'delete_item',
  path: deletedPath(bases.source.path, source),
});

function transferItem(row: ManifestRow, { source, destination, mirrors }: Bases): TransferItem {
  const from = joinPath(source.path, row.source);
  const destinationPath = mirrors ? mirroredPath : joinPath;
  return {
    DATA_TYPE: 'transfer_item',
    source_path: from,
    destination_path: destinationPath(destination?.path ?? null, row.destination ?? belowBase(from, source.path)),
    ...(row.recursive !== undefined && { recursive: row.recursive }),
    ...(row.externalChecksum !== undefined && { external_checksum: row.externalChecksum }),
    ...(row.checksumAlgorithm !== undefined && { checksum_algorithm: row.checksumAlgorithm }),
  };
}

/** The path of what a list names alone, below the folder that it is taken from: there it goes at the destination, too. */
function belowBase(path: string, base: string | null): string {
  const folder = base === null ? '/' : `${base.replace(/(?<!\/)\/+$/, '')}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : path.replace(/^\/+/, '');
}
