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
  readonly transfer: Pick<TransferOperations, 'listTasks' | 'listManagedTasks'>;
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
    (await all(flows.listRuns({ orderby: 'start_time DESC', per_page: newest }, newest))).map(runActivity),
  ),
  plainSource('Timers', async () => (await timers.listJobs({ order: 'submitted_at desc' })).jobs.map(timerActivity)),
  ingestSource(search),
  computeSource(compute),
];

/** What runs on an endpoint, whoever began it: for those who manage it. */
export const managedSources = (transfer: Services['transfer'], endpoint: string): readonly Source[] => [
  plainSource('Transfer', async () => {
    const query = { filter_endpoint: endpoint, filter_status: 'ACTIVE,INACTIVE', limit: newest };
    return (await all(transfer.listManagedTasks(query, newest))).map(managedActivity);
  }),
];

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
  const found = new Map<T, readonly Activity[]>();
  let next = 0;
  return {
    name,
    look: async () => {
      if (!things) things = await list();
      else {
        const thing = things[next++ % things.length];
        if (thing !== undefined) found.set(thing, await ask(thing));
      }
      return [...found.values()].flat();
    },
    isComplete: () => isWhole(),
  };
  function isWhole(): boolean {
    return things !== undefined && found.size >= things.length;
  }
}

const ingestSource = (search: Services['search']): Source =>
  inTurn(
    'Search',
    async () => (await search.indexList()).index_list,
    async ({ id, display_name: index }) =>
      (await search.getTaskList(id)).tasks.slice(0, newest).map((task) => ingestActivity(task, index)),
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
          said: isOnline ? `${pending} ${pending === 1 ? 'task waits' : 'tasks wait'}` : status,
          began: undefined,
        },
      ];
    },
  );
