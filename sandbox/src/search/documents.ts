import type { World } from '../world.js';
import { contentsOf } from './query/contents.js';
import type { IndexRole, RoleName, SearchIndex, SearchTask } from './state.js';

const head = { '@version': '2017-09-01' } as const;
const stateDescriptions = {
  PENDING: 'Task is waiting to start',
  PROGRESS: 'Task is in progress',
  SUCCESS: 'Task succeeded',
  FAILED: 'Task failed',
} as const;

/** The document of an index; with what the caller may do, where roles are given. */
export function indexDocument(world: World, index: SearchIndex, permissions?: RoleName[]): Record<string, unknown> {
  const contents = contentsOf(world, index.id);
  return {
    '@datatype': 'GSearchIndex',
    ...head,
    id: index.id,
    display_name: index.display_name,
    description: index.description,
    creation_date: plainTime(index.created),
    content_last_modified_date: index.modified === null ? null : plainTime(index.modified),
    is_trial: index.is_trial,
    subscription_id: index.subscription_id,
    max_size_in_mb: index.max_size_in_mb,
    size_in_mb: Math.floor(contents.bytes / 1_000_000),
    num_subjects: contents.subjectCount,
    num_entries: contents.size,
    status: index.status,
    available: index.status === 'open',
    ...(permissions ? { permissions } : {}),
  };
}

/** The document of a role. */
export function roleDocument({ id, index_id, role_name, principal, created }: IndexRole): Record<string, unknown> {
  return {
    creation_date: plainTime(created),
    id,
    index_id,
    principal,
    principal_type: principal.includes(':groups:') ? 'group' : 'identity',
    role_name,
  };
}

/** The document of a task. */
export function taskDocument({
  task_id,
  index_id,
  task_type,
  state,
  created,
  completed,
  message,
}: SearchTask): Record<string, unknown> {
  return {
    task_id,
    index_id,
    task_type,
    state,
    state_description: stateDescriptions[state],
    creation_date: taskTime(created),
    completion_date: completed === null ? null : taskTime(completed),
    message,
    additional_details: null,
  };
}

function plainTime(milliseconds: number): string {
  return taskTime(milliseconds).replace('T', ' ');
}

function taskTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19);
}
