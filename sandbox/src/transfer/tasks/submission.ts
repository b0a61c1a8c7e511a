import type { World } from '../../world.js';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import { digest, isUuid } from '../../ids.js';
import { badRequest } from '../errors.js';
import type { Requester } from '../permissions.js';
import { transferState, type Task, type TaskOptions } from '../state.js';
import { runnerOf } from './runner.js';
import { TaskFolder, type TaskItem } from './task-folder.js';

/** How many unfinished tasks one person may have. */
export const mostOpenTasks = 100;
const dayMs = 24 * 60 * 60 * 1000;

/** What a submission asks for, after it was read. */
export interface Submission {
  readonly type: Task['type'];
  readonly submission_id: string;
  readonly label: string | null;
  readonly deadline: number | undefined;
  readonly source: string;
  readonly destination: string | null;
  readonly options: TaskOptions;
  readonly items: TaskItem[];
  readonly basePaths: { source: string | null; destination: string | null };
}

/** The id that makes a submission repeatable; 400 when it is missing or not a UUID. */
export function submissionIdOf(body: Json): string {
  const id = body['submission_id'];
  if (!isUuid(id)) throw badRequest("'submission_id' is required and must be a UUID");
  return id.toLowerCase();
}

/** The task that was made of this submission before, by the same person. */
export function earlierTask(world: World, owner: Requester, submissionId: string): Task | undefined {
  return transferState(world).taskBySubmission.first(`${owner.identity.account} ${submissionId}`);
}

const openTasks = (world: World, owner: Requester): Task[] =>
  transferState(world)
    .tasksByOwner.all(owner.identity.account)
    .filter(({ status }) => status === 'ACTIVE' || status === 'INACTIVE');
const pathsDigest = (items: TaskItem[]): string =>
  digest(JSON.stringify(items.map(({ source, destination }) => [source, destination])));

/** 409 while a transfer of the same person between the same paths is not over. */
export function refuseTwin(
  world: World,
  owner: Requester,
  { source, destination, items }: Pick<Submission, 'source' | 'destination' | 'items'>,
): void {
  const between = openTasks(world, owner).filter(
    (task) => task.source_endpoint_id === source && task.destination_endpoint_id === destination,
  );
  if (between.length === 0) return;
  const paths = pathsDigest(items);
  if (between.some((task) => task.paths_digest === paths))
    throw new ApiError(409, 'Conflict', 'A transfer with identical paths has not yet completed');
}

/** Makes a task of a submission and sets it to work; 409 when the person has too many unfinished ones. */
export function createTask(world: World, owner: Requester, submission: Submission): Task {
  const { tasks } = transferState(world);
  const open = openTasks(world, owner);
  if (open.length >= mostOpenTasks)
    throw new ApiError(
      409,
      'TooManyPendingJobs',
      `There are ${mostOpenTasks} unfinished tasks; wait for some or cancel them`,
    );
  const now = world.clock.now();
  const task: Task = {
    task_id: world.ids.uuid('task'),
    type: submission.type,
    status: 'ACTIVE',
    owner_id: owner.identity.account,
    submission_id: submission.submission_id,
    label: submission.label,
    requested: now,
    completed: null,
    deadline: submission.deadline ?? now + dayMs,
    source_endpoint_id: submission.source,
    destination_endpoint_id: submission.destination,
    ...(submission.type === 'TRANSFER' && { paths_digest: pathsDigest(submission.items) }),
    options: submission.options,
    fatal_error: null,
    trouble: null,
    paused: null,
    admin_pause: null,
    canceled_by_admin: null,
    canceled_by_admin_message: null,
    history_deleted: false,
    source_base_path: submission.basePaths.source,
    destination_base_path: submission.basePaths.destination,
    faults: 0,
    files: 0,
    directories: 0,
    symlinks: 0,
    files_skipped: 0,
    files_transferred: 0,
    bytes_transferred: 0,
    bytes_checksummed: 0,
    subtasks_total: 1,
    subtasks_succeeded: 0,
    subtasks_retrying: 0,
    subtasks_failed: 0,
    subtasks_expired: 0,
    subtasks_canceled: 0,
    subtasks_skipped_errors: 0,
  };
  new TaskFolder(world, task.task_id).writeItems(submission.items);
  tasks.put(task.task_id, task);
  // The answer goes out first: what a client reads next is a task that was at least queued.
  setImmediate(() => {
    if (tasks.get(task.task_id) === task && !world.isPaused) runnerOf(world).start(task);
  });
  return task;
}
