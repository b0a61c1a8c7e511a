import type { Json } from '../../http/body.js';
import { ApiError } from '../../http/api-error.js';
import type { World } from '../../world.js';
import { badRequest } from '../errors.js';
import { findEndpoint, pathIn } from '../endpoints.js';
import { requireDataUse, type Requester } from '../permissions.js';
import type { Task } from '../state.js';
import { deadlineOf, filterRulesOf, flagOf, itemsOf, labelOf, requiredText, textOf } from './options.js';
import { createTask, earlierTask, refuseTwin, submissionIdOf } from './submission.js';
import type { TaskItem } from './task-folder.js';

const algorithms = ['md5', 'sha1', 'sha256', 'sha512'];

/** What became of a submission: a new task, or the one that was made of it before. */
export interface Submitted {
  readonly task: Task;
  readonly duplicate: boolean;
}

/**
 * Makes a task of a transfer document for someone. Whether its paths are there and allowed shows when it works; that both
 * collections exist and their consents were given is checked now. With `mayHaveTwin`, another transfer of the same paths may still be
 * under way.
 */
export function submitTransfer(
  world: World,
  owner: Requester,
  body: Json,
  { mayHaveTwin = false }: { mayHaveTwin?: boolean } = {},
): Submitted {
  const submission_id = submissionIdOf(body);
  const earlier = earlierTask(world, owner, submission_id);
  if (earlier) return { task: earlier, duplicate: true };
  const source = findEndpoint(world, requiredText(body, 'source_endpoint'));
  const destination = findEndpoint(world, requiredText(body, 'destination_endpoint'));
  const given = itemsOf(body, 'transfer_item', 'transfer_symlink_item');
  if (given.length === 0)
    throw new ApiError(
      400,
      'ClientError.BadRequest.NoTransferItems',
      "A transfer requires at least one item in 'DATA'",
    );
  requireDataUse(world, source, owner);
  requireDataUse(world, destination, owner);
  const items = given.map((item): TaskItem => {
    const { checksum, algorithm } = checksumOf(item);
    const recursive =
      item['recursive'] === undefined || item['recursive'] === null ? undefined : flagOf(item, 'recursive');
    if (recursive && checksum !== undefined) throw badRequest("'external_checksum' is for files only");
    return {
      source: pathIn(world, source, requiredText(item, 'source_path'), owner.identity),
      destination: pathIn(world, destination, requiredText(item, 'destination_path'), owner.identity),
      ...(recursive === undefined ? {} : { recursive }),
      ...(item['DATA_TYPE'] === 'transfer_symlink_item' ? { link: true } : {}),
      ...(checksum === undefined ? {} : { checksum }),
      ...(algorithm === undefined ? {} : { algorithm }),
    };
  });
  if (!mayHaveTwin) refuseTwin(world, owner, { source: source.id, destination: destination.id, items });
  const filter_rules = filterRulesOf(body);
  const extra = flagOf(body, 'delete_destination_extra');
  const recursive = items.some((item) => item.recursive !== false && !item.link);
  if (extra && !recursive) throw badRequest("'delete_destination_extra' is for recursive transfers only");
  const force = source.fields['force_verify'] === true || destination.fields['force_verify'] === true;
  const never = source.fields['disable_verify'] === true || destination.fields['disable_verify'] === true;
  const basePaths = flagOf(body, 'store_base_path_info');
  const task = createTask(world, owner, {
    type: 'TRANSFER',
    submission_id,
    label: labelOf(body),
    deadline: deadlineOf(body, world.clock.now()),
    source: source.id,
    destination: destination.id,
    items,
    basePaths: {
      source: basePaths ? commonFolder(items.map((item) => item.source)) : null,
      destination: basePaths ? commonFolder(items.map((item) => item.destination ?? '/')) : null,
    },
    options: {
      sync_level: syncLevelOf(body),
      verify_checksum: (flagOf(body, 'verify_checksum') || force) && !never,
      encrypt_data:
        flagOf(body, 'encrypt_data') ||
        source.fields['force_encryption'] === true ||
        destination.fields['force_encryption'] === true,
      preserve_timestamp: flagOf(body, 'preserve_timestamp'),
      delete_destination_extra: extra,
      skip_source_errors: flagOf(body, 'skip_source_errors'),
      fail_on_quota_errors: flagOf(body, 'fail_on_quota_errors'),
      recursive_symlinks: symlinksOf(body),
      filter_rules,
      source_local_user: textOf(body, 'source_local_user') ?? null,
      destination_local_user: textOf(body, 'destination_local_user') ?? null,
      recursive,
      ignore_missing: false,
      interpret_globs: false,
      client: owner.client,
      via: owner.via,
    },
  });
  return { task, duplicate: false };
}

function syncLevelOf(body: Json): number | null {
  const level = body['sync_level'];
  if (level === undefined || level === null) return null;
  if (level === 0 || level === 1 || level === 2 || level === 3) return level;
  throw badRequest("'sync_level' must be 0, 1, 2 or 3");
}

function symlinksOf(body: Json): 'ignore' | 'keep' | 'copy' {
  const mode = textOf(body, 'recursive_symlinks') ?? 'ignore';
  if (mode === 'ignore' || mode === 'keep' || mode === 'copy') return mode;
  throw badRequest("'recursive_symlinks' must be ignore, keep or copy");
}

function checksumOf(item: Json): { checksum?: string; algorithm?: string } {
  const checksum = textOf(item, 'external_checksum');
  const algorithm = textOf(item, 'checksum_algorithm')?.toLowerCase().replace('-', '');
  if (algorithm !== undefined && !algorithms.includes(algorithm))
    throw badRequest(`'checksum_algorithm' must be one of ${algorithms.join(', ').toUpperCase()}`);
  return { checksum, algorithm };
}

/** The deepest folder that holds all paths. */
function commonFolder(paths: string[]): string {
  const [first = '/', ...others] = paths;
  let folder = first;
  while (folder !== '' && others.some((path) => path !== folder && !path.startsWith(`${folder}/`)))
    folder = folder.slice(0, folder.lastIndexOf('/'));
  return folder === '' ? '/' : folder;
}
