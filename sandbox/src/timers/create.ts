import type { Caller } from '../auth/caller.js';
import { flowScope } from '../auth/well-known-scopes.js';
import { isObject, type Json } from '../http/body.js';
import { Issues, type FieldRule } from '../http/issues.js';
import type { World } from '../world.js';
import { readJobSchedule, readSchedule } from './read-schedule.js';
import { firstRun, latestMissed } from './schedule.js';
import { schedulerOf } from './scheduler.js';
import { timersState, type Timer, type TimerType } from './state.js';

const transferUrl = 'https://actions.automate.globus.org/transfer/transfer/run';
const transferFields: Record<string, FieldRule> = {
  DATA_TYPE: { kind: ['transfer'] },
  source_endpoint: { kind: 'uuid', required: true },
  destination_endpoint: { kind: 'uuid', required: true },
  DATA: { kind: 'list', required: true },
  label: { kind: 'string' },
  sync_level: { kind: 'integer' },
  deadline: { kind: 'string' },
  filter_rules: { kind: 'list' },
  verify_checksum: { kind: 'boolean' },
  preserve_timestamp: { kind: 'boolean' },
  encrypt_data: { kind: 'boolean' },
  skip_source_errors: { kind: 'boolean' },
  fail_on_quota_errors: { kind: 'boolean' },
  delete_destination_extra: { kind: 'boolean' },
  notify_on_succeeded: { kind: 'boolean' },
  notify_on_failed: { kind: 'boolean' },
  notify_on_inactive: { kind: 'boolean' },
  store_base_path_info: { kind: 'boolean' },
};
const transferDefaults = {
  DATA_TYPE: 'transfer',
  verify_checksum: false,
  preserve_timestamp: false,
  encrypt_data: false,
  skip_source_errors: false,
  fail_on_quota_errors: false,
  delete_destination_extra: false,
  notify_on_succeeded: true,
  notify_on_failed: true,
  notify_on_inactive: true,
  store_base_path_info: false,
};
const flowFields: Record<string, FieldRule> = {
  body: { kind: 'object', required: true },
  label: { kind: 'string' },
  tags: { kind: 'list' },
  run_managers: { kind: 'list' },
  run_monitors: { kind: 'list' },
};

type Fields = Pick<Timer, 'timer_type' | 'name' | 'schedule' | 'callback_url' | 'callback_body'> & Partial<Timer>;

interface Owner {
  readonly identity: string;
  readonly client: string;
}

/** Makes a timer with every field it must have, and has it run when it is due. */
export function newTimer(world: World, owner: Owner, fields: Fields): Timer {
  const id = fields.id ?? world.ids.uuid('timer');
  const timer = timersState(world).timers.put(id, {
    status: 'active',
    inactive_reason: null,
    owner: owner.identity,
    client: owner.client,
    submitted: world.clock.now(),
    // A start long past makes for one run now, not for all that would have been.
    next_run: latestMissed(fields.schedule, firstRun(fields.schedule), world.clock.now()),
    last_ran: null,
    n_runs: 0,
    n_errors: 0,
    scope: null,
    flow_id: null,
    body: null,
    runs: [],
    ...fields,
    id,
  });
  schedulerOf(world).wake();
  return timer;
}

/** Makes the timer that `POST /v2/timer` asks for; 422 with everything that is wrong. */
export function createTimer(world: World, caller: Caller, document: Json): Timer {
  const issues = new Issues();
  const value = document['timer'];
  const loc = ['body', 'timer'];
  if (!isObject(value))
    issues.add(
      loc,
      value === undefined ? 'field required' : 'value is not a valid dict',
      value === undefined ? 'value_error.missing' : 'type_error.dict',
    );
  issues.refuse();
  const timer = value as Json;
  const { timer_type: type, name } = issues.read<{ timer_type: 'transfer' | 'flow'; name: string | null }>(timer, loc, {
    timer_type: { kind: ['transfer', 'flow'], required: true },
    name: { kind: 'string' },
  });
  const schedule = readSchedule(issues, timer['schedule'], [...loc, 'schedule'], world.clock.now());
  const body = timer['body'];
  if (!isObject(body))
    issues.add(
      [...loc, 'body'],
      body === undefined ? 'field required' : 'value is not a valid dict',
      body === undefined ? 'value_error.missing' : 'type_error.dict',
    );
  else if (type === 'transfer') checkTransfer(issues, body, [...loc, 'body']);
  else if (type === 'flow') issues.read(body, [...loc, 'body'], flowFields);
  const { flow_id } =
    type === 'flow' ? issues.read<{ flow_id: string }>(timer, loc, { flow_id: { kind: 'uuid', required: true } }) : {};
  issues.refuse();
  const owner = { identity: caller.identity.id, client: caller.client };
  const common = { name: name ?? null, schedule };
  if (type === 'transfer') return putTransferTimer(world, owner, common, body as Json);
  const flow = String(flow_id).toLowerCase();
  return newTimer(world, owner, {
    ...common,
    timer_type: 'flow',
    flow_id: flow,
    scope: flowScope(flow),
    callback_url: `https://flows.automate.globus.org/flows/${flow}/run`,
    callback_body: body as Json,
    body: body as Json,
  });
}

/** Makes a timer that transfers, of the documents of its schedule and its transfer; 422 with everything that is wrong with them. */
export function newTransferTimer(
  world: World,
  owner: Owner,
  { schedule, body, ...fields }: { id: string; name: string; schedule: Json; body: Json },
): Timer {
  const issues = new Issues();
  const read = readSchedule(issues, schedule, ['schedule'], world.clock.now());
  checkTransfer(issues, body, ['body']);
  issues.refuse();
  return putTransferTimer(world, owner, { ...fields, schedule: read }, body);
}

function putTransferTimer(
  world: World,
  owner: Owner,
  fields: Pick<Timer, 'name' | 'schedule'> & { id?: string },
  given: Json,
): Timer {
  const body = { ...transferDefaults, ...given };
  return newTimer(world, owner, {
    ...fields,
    timer_type: 'transfer',
    callback_url: transferUrl,
    callback_body: { body },
    body,
  });
}

/** Makes the timer that `POST /jobs/`, the first version of the API, asks for. */
export function createJob(world: World, caller: Caller, body: Json): Timer {
  const issues = new Issues();
  const schedule = readJobSchedule(issues, body, world.clock.now());
  const fields = issues.read<{ name: string | null; callback_body: Json; scope: string | null }>(body, ['body'], {
    name: { kind: 'string' },
    callback_body: { kind: 'object', notNull: true },
    scope: { kind: 'string' },
  });
  const { callback_url: url = '' } = issues.read<{ callback_url: string }>(body, ['body'], {
    callback_url: { kind: 'string', required: true },
  });
  if (url !== '' && !URL.canParse(url))
    issues.add(['body', 'callback_url'], 'invalid or missing URL scheme', 'value_error.url.scheme');
  issues.refuse();
  return newTimer(
    world,
    { identity: caller.identity.id, client: caller.client },
    {
      name: fields.name ?? null,
      schedule,
      callback_url: url,
      callback_body: fields.callback_body ?? {},
      scope: fields.scope ?? null,
      ...typeOf(url),
    },
  );
}

function checkTransfer(issues: Issues, body: Json, loc: string[]): void {
  const { DATA } = issues.read<{ DATA: unknown[] }>(body, loc, transferFields);
  DATA?.forEach((item, index) => {
    const here = [...loc, 'DATA', index];
    if (issues.fits(item, 'object', here))
      issues.read(item as Json, here, {
        DATA_TYPE: { kind: ['transfer_item', 'transfer_symlink_item'] },
        source_path: { kind: 'string', required: true },
        destination_path: { kind: 'string', required: true },
        recursive: { kind: 'boolean' },
      });
  });
}

function typeOf(url: string): { timer_type: TimerType; flow_id: string | null } {
  const { hostname, pathname } = new URL(url);
  const flow = /^\/flows\/([0-9a-f-]{36})\/run$/i.exec(pathname)?.[1];
  if (/^flows\..*globus\.org$/.test(hostname) && flow) return { timer_type: 'flow', flow_id: flow.toLowerCase() };
  const transfers =
    (/^(.*\.)?actions\..*globus\.org$/.test(hostname) && pathname === '/transfer/transfer/run') ||
    (/^transfer\.actions\..*globus\.org$/.test(hostname) && pathname === '/transfer/run');
  return { timer_type: transfers ? 'transfer' : 'generic', flow_id: null };
}
