import type { Query } from '../../services/http.js';
import type { Adapters } from '../../services/index.js';
import type { Task } from '../../services/transfer.js';
import { stateOf } from '../tasks/words.js';
import type { Thing } from './thing.js';

/** As many of a kind as are looked through: one page of any service. */
export const most = 100;

/** A label that has no sign of the service's filters can be asked for by itself, however old its task is. */
export const isPlainLabel = (label: string) => /^[\w .-]+$/.test(label);
/** The filter of a list of tasks for a label; undefined where none can be asked for. */
export const labelFilter = (label: string | undefined) =>
  label !== undefined && isPlainLabel(label) ? `label:${label}` : undefined;

/** As many running tasks as are looked through: nobody has more, and the service tells them in one page. */
export const mostOpen = 1000;

export const tasks = (transfer: Adapters['transfer'], filter: string | undefined, limit = most) =>
  rows(transfer.listTasks({ filter, orderby: 'request_time DESC' }, limit), (task) => ({
    ...taskThing(task),
  }));

const taskThing = ({
  task_id: id,
  label,
  request_time: since,
  source_endpoint_display_name: from,
  destination_endpoint_display_name: to,
  ...task
}: Task): Thing => ({
  id,
  state: stateOf(task),
  isOver: !['ACTIVE', 'INACTIVE'].includes(task.status),
  isPaused: task.status === 'ACTIVE' && task.is_paused,
  name: label ?? '',
  about: [from, to].filter(Boolean).join(' → ') || undefined,
  since,
});

export async function* managedTasks(transfer: Adapters['transfer']) {
  for await (const task of transfer.listManagedTasks({})) yield { ...taskThing(task), detail: task.owner_string };
}
export async function* registeredApis(flows: Adapters['flows']) {
  for await (const { id, name, description: detail } of flows.listRegisteredApis({})) yield { id, name, detail };
}
export async function* webInputs(flows: Adapters['flows']) {
  for await (const { id, status } of flows.listWebInputs({})) yield { id, name: '', state: status };
}

/**
 * What a search found, and one's own of it where there is more than it was asked for: anybody may give a thing the name of another's, and a
 * hundred of strangers' hide it.
 */
export async function andOwn(found: Thing[], own: () => Promise<Thing[]>): Promise<Thing[]> {
  if (found.length < most) return found;
  const ids = new Set(found.map(({ id }) => id));
  return [...found, ...(await own()).filter(({ id }) => !ids.has(id))];
}

/** Runs, the newest first; with a label, those that have it in theirs. What has a comma, the service takes for several. */
export async function runsWith(flows: Adapters['flows'], label?: string): Promise<Thing[]> {
  const query = { filter_label: label?.includes(',') ? undefined : label };
  const found = await runs(flows, query);
  return label === undefined ? found : andOwn(found, () => ownRuns(flows, query));
}

/** Runs of one's own: one sees and manages those of others, too. */
export const ownRuns = (flows: Adapters['flows'], query: Query = {}): Promise<Thing[]> =>
  runs(flows, { ...query, filter_roles: 'run_owner' });

function runs(flows: Adapters['flows'], query: Query): Promise<Thing[]> {
  return rows(
    flows.listRuns({ orderby: 'start_time DESC', ...query }, most),
    ({
      run_id: id,
      label: name,
      status: state,
      start_time: since,
      flow_title: about,
      user_role: role,
      user_roles: roles,
    }) => {
      const isMine = (roles ?? (role ? [role] : undefined))?.includes('run_owner') ?? true;
      return {
        id,
        name: name ?? '',
        detail: isMine ? undefined : 'somebody else’s',
        state,
        isOver: !['ACTIVE', 'INACTIVE'].includes(state),
        isPaused: state === 'INACTIVE',
        about: about ?? undefined,
        since,
        isMine,
      };
    },
  );
}

/** Flows that have these words; without any, those that one sees. */
export async function flowsWith(flows: Adapters['flows'], words?: string): Promise<Thing[]> {
  const query = { filter_fulltext: words };
  return andOwn(await flowsOf(flows, query), () =>
    flowsOf(flows, { ...query, filter_roles: 'flow_owner,flow_administrator' }),
  );
}

function flowsOf(flows: Adapters['flows'], query: Query): Promise<Thing[]> {
  return rows(
    flows.listFlows(query, most),
    ({ id, title, subtitle, flow_owner: owner, user_role: role, user_roles: roles }) => ({
      id,
      name: title,
      detail: subtitle,
      owner,
      roles: roles ?? (role ? [role] : undefined),
      // anybody may publish one of any title
      ...((roles ?? [role]).some((each) => each === 'flow_owner' || each === 'flow_administrator') && { isMine: true }),
    }),
  );
}

/** Every row, as a thing. */
export async function rows<R>(found: AsyncIterable<R>, as: (row: R) => Thing): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const row of found) things.push(as(row));
  return things;
}

/** As many as are looked through. */
export async function firstOf(found: AsyncIterable<Thing>, limit = most): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const thing of found) if (things.push(thing) >= limit) break;
  return things;
}
