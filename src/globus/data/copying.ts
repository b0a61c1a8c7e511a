import { symlink, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AuthRequiredError, CliError, InterruptedError, NetworkError, UsageError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import type { Clock, Notices } from '../../tools.js';
import { onceAllowed } from './allowed.js';
import { foldWhereWritten } from './blind-disk.js';
import { diskError, DiskFullError } from './disk-error.js';
import { download, hashOf, remoteHash } from './download.js';
import type { Entry } from './entries.js';
import type { RemoteFile } from './file-server.js';
import { folderOf, localFolders, type MakeFolder, remoteFolders } from './folders.js';
import { readerOfListed, rethrown } from './listed-files.js';
import { behindLinks } from './local-path.js';
import type { Meter } from './meter.js';
import { type Fold, pathBelow, staysInside, UnsafeNameError } from './names.js';
import { downloadOptions, type FileOptions, rateOf } from './one-file.js';
import { below, type CollectionPlace, fileOf, type LocalPlace, nameOf, type Place } from './place.js';
import { PathIndex } from './path-index.js';
import type { Action, SameContent, Sign } from './plan.js';
import { pooled } from './pool.js';
import type { Item } from './sources.js';
import { upload } from './upload.js';
import { visible } from '../../visible.js';

/** What was done, or is to be done, with one file, folder or link; or a task that does it. */
export interface Row {
  /** A sign of a plan, `!` for what failed, `*` for a task. */
  readonly action: Sign | '!' | '*';
  /** Below the destination. */
  readonly path: string;
  readonly type: Entry['type'] | 'task';
  readonly bytes: number;
  readonly error?: string;
  readonly task_id?: string;
  /** Of a task that was waited for. */
  readonly status?: string;
  readonly files?: number | undefined;
}
export interface CopyOptions extends FileOptions {
  /** Files under way at once. */
  readonly parallel: number;
  /** Whether what is copied comes from several places, which may have the same names. */
  readonly several: boolean;
}
export interface Copying {
  readonly transfer: () => Promise<TransferOperations>;
  readonly meter: Meter;
  readonly clock: Pick<Clock, 'signal'>;
  /** Paths of folders that the destination is known to have. */
  readonly isThere: (relative: string) => boolean;
  /** Told why each thing failed. */
  readonly onFailure: (error: CliError) => void;
  /** Throws why what is at the destination must not be written over. */
  readonly demandReplaceable?: (action: Action<Item>) => Promise<void>;
}

/** After so many failures of the network without a success between them, the rest is not tried. */
const mostTroubles = 8;

/** Whether nothing else can be expected to succeed after this. */
const isFatal = (error: unknown) =>
  !(error instanceof CliError) ||
  [AuthRequiredError, InterruptedError, DiskFullError, UsageError].some((kind) => error instanceof kind);

/**
 * Copies between this machine and a collection, folders first as they are needed, links last. A row each for what was done and what
 * failed. What concerns everything (a login, the disk, the network for long) is thrown.
 */
export async function* copyItems(
  actions: AsyncIterable<Action<Item>>,
  destination: Place,
  options: CopyOptions,
  copying: Copying,
): AsyncGenerator<Row> {
  const copier =
    destination.at === 'local' ? downloader(destination, options, copying) : uploader(destination, options, copying);
  const how = destination.at === 'local' ? 'reading' : 'writing';
  const claim = claims(destination, options.several);
  const links: Action<Item>[] = [];
  let troubles = 0;
  const work = async (action: Action<Item>): Promise<Row | undefined> => {
    const { entry, sign } = action;
    const { relative, type } = entry;
    const path = shownPath(relative, destination);
    try {
      if (sign === '=') return { action: sign, path, type, bytes: 0 };
      if (type === 'dir') {
        await copier.folder(relative);
        return undefined;
      }
      await copying.demandReplaceable?.(action);
      await claim(relative);
      const bytes = type === 'link' ? await copier.link(entry) : await copier.file(entry);
      troubles = 0;
      return { action: sign, path, type, bytes };
    } catch (error) {
      if (error instanceof NetworkError && ++troubles >= mostTroubles) throw error;
      if (isFatal(error)) throw error;
      copying.onFailure(error as CliError);
      return { action: '!', path, type, bytes: 0, error: (error as CliError).message };
    }
  };
  const first = async function* () {
    for await (const action of onceAllowed(actions, copier.askedFor, how)) {
      if (action.entry.type === 'link') links.push(action);
      else yield action;
    }
    copying.meter.knowAll();
  };
  for await (const row of pooled(first(), options.parallel, work)) if (row) yield row;
  for await (const row of pooled(links, options.parallel, work)) if (row) yield row;
}

/** A path below the destination as it is told: its own name for the destination itself. */
export const shownPath = (relative: string, destination: Place): string => relative || nameOf(destination) || '.';

interface Copier {
  /** The file that tells whether this login is enough, before the first folder is made. */
  readonly askedFor: (item: Item, isBelowFolders: boolean) => RemoteFile | undefined;
  readonly folder: MakeFolder;
  /** How many bytes were copied. */
  readonly file: (item: Item) => Promise<number>;
  readonly link: (item: Item) => Promise<number>;
}

/** Lets each name of the destination be written once: of two that are the same there, one would be lost. */
function claims(destination: Place, several: boolean): (relative: string) => Promise<void> {
  const written = new PathIndex<{ readonly relative: string; readonly was: string }>();
  let folding: Promise<Fold | undefined> | undefined;
  return async (relative) => {
    if (relative === '') return;
    const fold = destination.at === 'local' ? await (folding ??= foldWhereWritten(destination.path)) : undefined;
    // names are not remembered where each can only come once
    if (!fold && !several) return;
    const key = fold ? fold(relative) : relative;
    if (written.add({ relative: key, was: relative })) return;
    const { was } = written.get(key) as { readonly was: string };
    throw new UnsafeNameError(`'${relative}' is not written: '${was}' is, and both have the same name there.`);
  };
}

function downloader(root: LocalPlace, options: CopyOptions, { meter, clock }: Copying): Copier {
  const folders = localFolders(root);
  const how = downloadOptions(options, clock);
  /** Does something at the path of an item; the other path is the one that people know. */
  const at = async <T>({ relative }: Item, work: (path: string, shown: string) => Promise<T>): Promise<T> => {
    if (relative === '') return work(await behindLinks(root.path), root.path);
    const shown = pathBelow(root.path, relative);
    await folders.make(folderOf(relative));
    return folders
      .within(folderOf(relative), (folder) => work(join(folder, basename(shown)), shown))
      .catch(rethrown(shown, 'write'));
  };
  return {
    askedFor: ({ source }, isBelowFolders) => (isBelowFolders ? fileOf(source as CollectionPlace) : undefined),
    folder: async (relative) => {
      if (relative !== '') pathBelow(root.path, relative);
      await folders.make(relative);
    },
    file: (item) =>
      at(item, async (path, shown) => {
        const file = meter.begin(item.relative, item.size);
        try {
          const from = fileOf(item.source as CollectionPlace);
          return (await download(from, path, { ...how, shown, size: item.size, onBytes: file.bytes })).bytes;
        } finally {
          file.end();
        }
      }),
    link: (item) => {
      const { relative, target = '' } = item;
      if (!staysInside(relative, target))
        throw new UnsafeNameError(`The link '${visible(relative)}' is not made here: it leads out of what is copied.`);
      return at(item, async (path, shown) => {
        try {
          await unlink(path).catch((error: unknown) => {
            if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
          });
          await symlink(target, path);
        } catch (error) {
          throw diskError(error, shown, 'write');
        }
        return 0;
      });
    },
  };
}

function uploader(root: CollectionPlace, options: CopyOptions, { meter, clock, transfer, isThere }: Copying): Copier {
  const folder = remoteFolders(root, transfer, isThere);
  const how = { rate: rateOf(options, clock), ...(options.verify && { verify: true }) };
  const reading = readerOfListed();
  return {
    askedFor: ({ relative }, isBelowFolders) =>
      isBelowFolders || (relative !== '' && !isThere('')) ? fileOf(below(root, relative)) : undefined,
    folder,
    file: async (item) => {
      if (item.relative !== '') await folder(folderOf(item.relative));
      const file = meter.begin(item.relative, item.size);
      try {
        const to = fileOf(below(root, item.relative));
        const uploading = { ...how, onBytes: file.bytes };
        return (await reading(item.source, (path, more) => upload(path, to, { ...uploading, ...more }))).bytes;
      } finally {
        file.end();
      }
    },
    link: ({ relative }) =>
      Promise.reject(
        new CliError(`The link '${visible(relative)}' is not copied: HTTPS has files only.`, {
          hint: 'Copy what it leads to.',
        }),
      ),
  };
}

/** HTTPS cannot set the date of a file on a collection: whoever asked for it is told. */
export function warnOfDates(
  { preserveMtime }: Pick<FileOptions, 'preserveMtime'>,
  destination: Place,
  { warn }: Pick<Notices, 'warn'>,
): void {
  if (preserveMtime && destination.at === 'collection')
    warn('What is uploaded gets the date of its upload: HTTPS cannot set dates on a collection.');
}

/** Compares by what is in both files, which are read for it. */
export const contentCompared =
  (destination: Place): SameContent<Item> =>
  async ({ source }, { relative }) => {
    const [one, other] = await Promise.all([source, below(destination, relative)].map(digestOf));
    return one === other;
  };

const digestOf = (place: Place) => (place.at === 'local' ? hashOf(place.path) : remoteHash(fileOf(place)));
