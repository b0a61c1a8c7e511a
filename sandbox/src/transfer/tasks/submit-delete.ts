import type { Json } from '../../http/body.js';
import { ApiError } from '../../http/api-error.js';
import type { World } from '../../world.js';
import { findEndpoint, pathIn } from '../endpoints.js';
import { requireDataUse, type Requester } from '../permissions.js';
import { deadlineOf, flagOf, itemsOf, labelOf, requiredText, textOf } from './options.js';
import { createTask, earlierTask, submissionIdOf } from './submission.js';
import type { Submitted } from './submit-transfer.js';

/** Makes a task of a delete document for someone. Whether its paths are there and allowed shows when it works. */
export function submitDelete(world: World, owner: Requester, body: Json): Submitted {
  const submission_id = submissionIdOf(body);
  const earlier = earlierTask(world, owner, submission_id);
  if (earlier) return { task: earlier, duplicate: true };
  const endpoint = findEndpoint(world, requiredText(body, 'endpoint'));
  const given = itemsOf(body, 'delete_item');
  if (given.length === 0)
    throw new ApiError(400, 'ClientError.BadRequest.NoDeleteItems', "A delete requires at least one item in 'DATA'");
  requireDataUse(world, endpoint, owner);
  const items = given.map((item) => ({ source: pathIn(world, endpoint, requiredText(item, 'path'), owner.identity) }));
  const task = createTask(world, owner, {
    type: 'DELETE',
    submission_id,
    label: labelOf(body),
    deadline: deadlineOf(body, world.clock.now()),
    source: endpoint.id,
    destination: null,
    items,
    basePaths: { source: null, destination: null },
    options: {
      sync_level: null,
      verify_checksum: false,
      encrypt_data: false,
      preserve_timestamp: false,
      delete_destination_extra: false,
      skip_source_errors: false,
      fail_on_quota_errors: false,
      recursive_symlinks: null,
      filter_rules: null,
      source_local_user: textOf(body, 'local_user') ?? null,
      destination_local_user: null,
      recursive: flagOf(body, 'recursive'),
      ignore_missing: flagOf(body, 'ignore_missing'),
      interpret_globs: flagOf(body, 'interpret_globs'),
      client: owner.client,
      via: owner.via,
    },
  });
  return { task, duplicate: false };
}
