import { isNumber } from '../../exact-json.js';
import type { ComputeOperations } from '../../services/compute.js';
import type { FlowsOperations } from '../../services/flows.js';
import type { SearchOperations, SearchTask } from '../../services/search.js';
import type { TimersOperations } from '../../services/timers.js';
import type { Task, TransferOperations } from '../../services/transfer.js';
import { momentOf } from '../../time.js';
import type { Activity } from './activity.js';
import { runActivity } from './runs.js';
import { timerActivity } from './timers.js';
import { transferActivity } from './transfers.js';

/** Where activities of one service are asked for. */
export interface Source {
  /** As people call it. */
  readonly name: string;
  /** One request; everything that is known by then. */
  readonly look: () => Promise<readonly Activity[]>;
  /** Whether all there is was asked for once. */
  readonly isComplete: () => boolean;
}
export interface Services {
  readonly transfer: Pick<TransferOperations, 'listTasks'>;
  readonly flows: Pick<FlowsOperations, 'listRuns'>;
  readonly timers: Pick<TimersOperations, 'listJobs'>;
  readonly search: Pick<SearchOperations, 'indexList' | 'getTaskList'>;
  readonly compute: Pick<ComputeOperations, 'getEndpoints' | 'getEndpointStatus'>;
}

/** How many of the newest are looked at. */
const newest = 50;

/** Everything of one's own. */
export const ownSources = ({ transfer, flows, timers, search, compute }: Services): readonly Source[] => [
  plainSource('Transfer', async () =>
    (await all(transfer.listTasks({ orderby: 'request_time DESC', limit: newest }, newest))).map(transferActivity),
  ),
  plainSource('Flows', async () =>
    // those of others that one may manage would stand among one's own, and c would cancel them
    (
      await all(flows.listRuns({ orderby: 'start_time DESC', filter_roles: 'run_owner', per_page: newest }, newest))
    ).map(runActivity),
  ),
  plainSource('Timers', async () => (await timers.listJobs({ order: 'submitted_at desc' })).jobs.map(timerActivity)),
  ingestSource(search),
  computeSource(compute),
];

/**
 * What runs on a collection, or on all collections of an endpoint, whoever began it: for those who manage it. Tasks are between
 * collections, so that those of an endpoint are looked for among all tasks that one may see.
 */
export function managedSources(transfer: ManagedTransfer, endpoint: string): readonly Source[] {
  let hosts: ReadonlySet<string> | undefined;
  return [
    plainSource('Transfer', async () => {
      hosts ??= await collectionsOf(endpoint, transfer);
      const only: Readonly<Record<string, string>> = hosts.has(endpoint) ? { filter_endpoint: endpoint } : {};
      const running = transfer.listManagedTasks({ ...only, filter_status: 'ACTIVE,INACTIVE' }, looked);
      return (await all(tasksOn(hosts, running))).map(managedActivity);
    }),
  ];
}
type ManagedTransfer = Pick<TransferOperations, 'listManagedTasks' | 'getEndpoint' | 'listMonitoredEndpoints'>;
/** How many tasks are looked through for those of one endpoint: a page. */
const looked = 1000;

/** The collection itself; of an endpoint, those of its collections that one watches over. */
async function collectionsOf(id: string, transfer: ManagedTransfer): Promise<ReadonlySet<string>> {
  const { entity_type: kind } = await transfer.getEndpoint(id);
  if (kind !== 'GCSv5_endpoint') return new Set([id]);
  const { DATA: monitored } = await transfer.listMonitoredEndpoints();
  // a collection's owner is the endpoint it belongs to
  return new Set(monitored.filter((each) => each.owner_id === id && each.id !== id).map((each) => each.id));
}

async function* tasksOn(hosts: ReadonlySet<string>, tasks: AsyncIterable<Task>): AsyncGenerator<Task> {
  let found = 0;
  for await (const task of tasks) {
    const ends = [task.source_endpoint_id, task.destination_endpoint_id];
    if (!ends.some((end) => end !== null && hosts.has(end))) continue;
    yield task;
    if (++found === newest) return;
  }
}

const managedActivity = (task: Task): Activity => {
  const activity = transferActivity(task);
  return { ...activity, where: [task.owner_string, activity.where].filter(Boolean).join(' · ') };
};

function plainSource(name: string, ask: () => Promise<readonly Activity[]>): Source {
  let isComplete = false;
  return {
    name,
    look: async () => {
      const found = await ask();
      isComplete = true;
      return found;
    },
    isComplete: () => isComplete,
  };
}

async function all<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const each of pages) found.push(each);
  return found;
}

/** Things that have to be asked one by one: first which there are, then one of them at each look, in turn. */
function inTurn<T>(
  name: string,
  list: () => Promise<readonly T[]>,
  ask: (thing: T) => Promise<readonly Activity[]>,
): Source {
  let things: readonly T[] | undefined;
  /** By the place in the list: a list may have the same thing twice. */
  const found = new Map<number, readonly Activity[]>();
  let next = 0;
  return {
    name,
    look: async () => {
      if (!things) things = await list();
      else {
        const at = next++ % things.length;
        const thing = things[at];
        if (thing !== undefined) found.set(at, await ask(thing));
      }
      return [...found.values()].flat();
    },
    isComplete: () => isWhole(),
  };
  function isWhole(): boolean {
    return things !== undefined && next >= things.length;
  }
}

const ingestSource = (search: Services['search']): Source =>
  inTurn(
    'Search',
    // one that is being deleted has no tasks to ask for
    async () => (await search.indexList()).index_list.filter(({ status }) => status !== 'delete_pending'),
    async ({ id, display_name: index }) =>
      (await search.getTaskList(id)).tasks
        .slice(0, newest)
        .map((task) => ingestActivity(task, typeof index === 'string' ? index : id)),
  );

const ingestActivity = (task: SearchTask, index: string): Activity => ({
  kind: 'ingest',
  id: task.task_id,
  name: `ingest into ${index}`,
  where: index,
  state: ({ PENDING: 'waiting', PROGRESS: 'running', SUCCESS: 'done', FAILED: 'failed' } as const)[task.state],
  said: task.state === 'SUCCESS' ? '' : (task.message ?? task.state_description),
  began: momentOf(task.creation_date),
  ended: task.completion_date ? momentOf(task.completion_date) : undefined,
});

/** A count is only shown: what is none counts nothing. */
const countIn = (value: unknown): number => (isNumber(value) ? value : 0);

const computeSource = (compute: Services['compute']): Source =>
  inTurn(
    'Compute',
    () => compute.getEndpoints(),
    async ({ uuid: id, display_name: display, name }) => {
      const { status, details } = await compute.getEndpointStatus(id);
      const pending = countIn(details?.pending_tasks);
      const isOnline = status === 'online';
      return [
        {
          kind: 'compute',
          id,
          name: display ?? name,
          where: '',
          state: isOnline ? (pending + countIn(details?.outstanding_tasks) > 0 ? 'running' : 'waiting') : 'stuck',
          said: isOnline && pending > 0 ? `${pending} ${pending === 1 ? 'task waits' : 'tasks wait'}` : status,
          began: undefined,
        },
      ];
    },
  );
