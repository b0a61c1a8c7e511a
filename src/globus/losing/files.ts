import { isNotFound, ServiceError } from '../../errors.js';
import { sizeText } from '../../size.js';
import type { FileEntry, TransferOperations } from '../../services/transfer.js';
import type { Clock, Files, Progress } from '../../tools.js';
import type { EndpointMaybePath, EndpointPath } from '../endpoint-path.js';
import { endpointNames } from '../names.js';
import { fileName } from '../named-file.js';
import { batchPaths } from '../transfer/delete-document.js';
import { isPattern, lastName, nameMatcher } from '../transfer/globs.js';
import { isReadAsPattern } from '../transfer/literal-name.js';
import { amount, ifShown, type Loss, severalNames } from './loss.js';

export interface LosingFiles {
  readonly transfer: Pick<TransferOperations, 'getEndpoint' | 'listDirectory' | 'statFile'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly progress: Pick<Progress, 'update' | 'done'>;
}
interface Deletion {
  readonly recursive: boolean;
  readonly enableGlobs?: boolean | undefined;
  readonly localUser?: string | undefined;
  /** Nothing to delete is as good as deleted. */
  readonly ignoreMissing?: boolean | undefined;
}

/** Nobody waits longer than this for a count; milliseconds. */
const patience = 3_000;
/** More than these are not counted. */
const mostCounted = 10_000;

/** A file, a folder or what a pattern matches, about to be deleted. */
export async function pathLoss(endpoint: string, path: string, options: Deletion, tools: LosingFiles): Promise<Loss> {
  const where = await onCollection(endpoint, tools);
  if (options.enableGlobs && isPattern(lastName(path).name)) {
    const found = await ifShown(matchedBy(endpoint, path, options, tools));
    const question = `Delete everything that '${path}' matches${found?.words ?? ''} ${where}?`;
    return found?.needsRecursive ? { question, along: recursively } : { question };
  }
  const entry = await entryAt(endpoint, path, { ...options, where }, tools);
  if (entry?.type === 'file') return { question: `Delete ${path} (${sizeText(Number(entry.size))}) ${where}?` };
  const needsRecursive = !options.recursive && entry !== undefined && isFolder(entry);
  if (!options.recursive && !needsRecursive) return { question: `Delete ${path} ${where}?` };
  const inside = await counted(endpoint, [path], options, tools);
  if (needsRecursive)
    return {
      question: `${path} is a folder. Delete it and all below${inside} ${where}, as with --recursive?`,
      along: recursively,
    };
  return { question: `Delete ${path} and all below${inside} ${where}?` };
}

/** What is at a path, as far as the service shows it. Throws CliError where there is clearly nothing, which only --ignore-missing takes. */
async function entryAt(
  endpoint: string,
  path: string,
  { localUser, ignoreMissing, where }: Deletion & { readonly where: string },
  { transfer }: LosingFiles,
): Promise<FileEntry | undefined> {
  try {
    return await transfer.statFile(endpoint, { path, local_user: localUser });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (!isNotFound(error) || ignoreMissing) return undefined;
    const { nothingThere } = await import('./nothing-there.js');
    const nothing = await nothingThere({ endpoint, path, localUser, where }, transfer);
    if (nothing) throw nothing;
    return undefined;
  }
}

/** A folder that is deleted without this is a task that fails, minutes later. */
const recursively = { recursive: true } as const;

/** A path whose last name is read as a pattern, unless something is there that is called so. */
export const namedLoss = async (
  target: EndpointPath,
  options: Deletion & { readonly enableGlobs: boolean },
  tools: LosingFiles,
): Promise<Loss> => {
  const enableGlobs = (await ifShown(isReadAsPattern(target, options, tools.transfer))) ?? options.enableGlobs;
  return pathLoss(target.endpoint, target.path, { ...options, enableGlobs }, tools);
};

/** The paths of a batch. */
export async function batchLoss(
  target: EndpointMaybePath,
  file: string,
  { recursive }: Deletion,
  tools: LosingFiles & { readonly files: Pick<Files, 'lineBlocks'> },
): Promise<Loss | undefined> {
  const paths = await batchPaths(target, { file, dryRun: true }, tools.files);
  if (!paths.length) return undefined;
  const below = recursive ? ', and all below them,' : '';
  const where = await onCollection(target.endpoint, tools);
  return {
    question: `Delete the ${amount(paths.length, 'path')} of ${fileName(file)}${below} ${where} (${severalNames(paths, 3)})?`,
  };
}

/** All that a manifest names, which can be millions: they are not counted. */
export const manifestLoss = async (endpoint: string, file: string, tools: LosingFiles): Promise<Loss> => ({
  question: `Delete all that ${fileName(file)} names ${await onCollection(endpoint, tools)}?`,
});

/** What a transfer deletes at its destination, because its source does not have it. With a list, only that tells the destinations. */
export async function extraLoss(
  destination: EndpointMaybePath,
  list: string | undefined,
  tools: LosingFiles,
): Promise<Loss> {
  const where = await onCollection(destination.endpoint, tools);
  if (list !== undefined || destination.path === null)
    return {
      question: `Copy, and delete at the destinations${list === undefined ? '' : ` that ${fileName(list)} names`} ${where} what their sources do not have?`,
    };
  const inside = await counted(destination.endpoint, [destination.path], {}, tools);
  return {
    question: `Copy, and delete in ${destination.path} ${where}${inside} what the source does not have?`,
  };
}

async function onCollection(id: string, { transfer }: LosingFiles): Promise<string> {
  return `on ${(await ifShown(endpointNames(transfer, [id])))?.get(id) ?? id}`;
}

interface Matched {
  readonly words: string;
  /** Folders are among them, which nothing deletes without `--recursive`. */
  readonly needsRecursive: boolean;
}
async function matchedBy(endpoint: string, path: string, options: Deletion, tools: LosingFiles): Promise<Matched> {
  const { folder, name: pattern } = lastName(path);
  const query = { path: folder, show_hidden: '1', local_user: options.localUser };
  const fits = nameMatcher(pattern);
  const matches = (await tools.transfer.listDirectory(endpoint, query)).DATA.filter(({ name }) => fits(name));
  const names = severalNames(
    matches.map(({ name, type }) => (type === 'dir' ? `${name}/` : name)),
    3,
  );
  if (!matches.length) return { words: ' (nothing now)', needsRecursive: false };
  const folders = matches.filter(isFolder).map(({ name }) => `${folder}${name}`);
  if (!folders.length) return { words: ` (${names})`, needsRecursive: false };
  const below = `, and all below${await counted(endpoint, folders, options, tools)}`;
  const needsRecursive = !options.recursive;
  return { words: ` (${names})${below}${needsRecursive ? ', as with --recursive,' : ''}`, needsRecursive };
}

const isFolder = ({ type, link_target: target }: FileEntry) => type === 'dir' && !target;

/** ` (412 files, 3.0 GB)` of what is below folders; nothing where it cannot be seen, or not soon enough. */
async function counted(
  endpoint: string,
  paths: readonly string[],
  { localUser }: Pick<Deletion, 'localUser'>,
  { transfer, clock, progress }: LosingFiles,
): Promise<string> {
  const { openTree } = await import('../transfer/tree.js');
  const sum = { files: 0, bytes: 0, isAll: false };
  const silent = { clock, notices: { warn: () => undefined } };
  let hasTime = true;
  const count = async () => {
    for (const path of paths) {
      const tree = await openTree(transfer, { endpoint, path }, { showHidden: true, localUser }, silent);
      for await (const { type, size, link_target: target } of tree.rows) {
        if (type === 'dir') continue;
        sum.files++;
        if (!target) sum.bytes += Number(size);
        if (!hasTime || sum.files > mostCounted) return;
      }
    }
    sum.isAll = true;
  };
  progress.update({ label: 'Counting files' });
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((done) => (timer = setTimeout(done, patience)));
  try {
    await Promise.race([ifShown(count()), enough]);
  } finally {
    hasTime = false;
    clearTimeout(timer);
    progress.done();
  }
  if (sum.isAll) return ` (${amount(sum.files, 'file')}, ${sizeText(sum.bytes)})`;
  return sum.files ? ` (more than ${amount(Math.min(sum.files, mostCounted), 'file')})` : '';
}
