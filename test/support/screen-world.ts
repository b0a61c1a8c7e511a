/** What services say of a small world, for screens: names of several lengths and writings, states of every kind, and a clock that stands still. */
import { answering, exampleId, type Json } from './answering.js';

export const screenNow = new Date('2026-11-28T12:00:00Z');

type Fields = Readonly<Record<string, Json>>;
const id = (n: number) => `${String(n).repeat(8)}-6a3c-4a6e-9d3e-5b7a1c2d3e4f`;
/** Tasks that are over; any other id is of one that goes on. */
export const [pausedTask, endedTask, failedTask] = [id(2), id(3), id(4)];

const task: Fields = {
  type: 'TRANSFER',
  status: 'SUCCEEDED',
  label: null,
  is_paused: false,
  is_ok: null,
  fatal_error: null,
  nice_status: null,
  nice_status_details: null,
  nice_status_short_description: null,
  request_time: '2026-11-28T11:40:00+00:00',
  completion_time: '2026-11-28T11:42:07+00:00',
  deadline: '2026-11-29T11:40:00+00:00',
  source_endpoint_display_name: 'Globus Tutorial Collection 1',
  destination_endpoint_display_name: '解析サーバー 📊 results',
  owner_string: 'ada@globusid.org',
  source_base_path: null,
  destination_base_path: null,
  faults: 0,
  files: 412,
  directories: 12,
  files_transferred: 412,
  files_skipped: 0,
  subtasks_total: 824,
  subtasks_succeeded: 824,
  subtasks_skipped_errors: 0,
  bytes_transferred: 12_345_678_901,
  effective_bytes_per_second: 97_210_857,
};
const running: Fields = {
  ...task,
  status: 'ACTIVE',
  label: 'nightly',
  request_time: '2026-11-28T11:58:00+00:00',
  completion_time: null,
  is_ok: false,
  nice_status: 'PERMISSION_DENIED',
  nice_status_short_description: 'permission denied',
  faults: 12,
  files_transferred: 173,
  subtasks_succeeded: 346,
  bytes_transferred: 4_200_000_000,
};
const tasks: readonly Fields[] = [
  running,
  { ...task, status: 'ACTIVE', is_paused: true, completion_time: null, files_transferred: 0, subtasks_succeeded: 0 },
  task,
  {
    ...task,
    status: 'FAILED',
    label: 'a label that says very much of what is copied here, and why',
    fatal_error: { code: 'PERMISSION_DENIED', description: 'permission denied' },
    faults: 3,
    request_time: '2026-11-27T22:00:00+00:00',
    completion_time: '2026-11-27T22:10:00+00:00',
  },
  {
    ...task,
    status: 'FAILED',
    fatal_error: { code: 'CANCELED', description: 'canceled' },
    request_time: '2026-11-20T09:30:00+00:00',
    completion_time: '2026-11-20T09:31:00+00:00',
  },
  {
    ...task,
    type: 'DELETE',
    destination_endpoint_display_name: null,
    files: 0,
    files_transferred: null,
    bytes_transferred: 0,
    effective_bytes_per_second: 0,
    request_time: '2025-03-01T09:30:00+00:00',
    completion_time: '2025-03-01T09:31:00+00:00',
  },
];
const event = (time: string, code: string, description: string, details: string, isError = false): Fields => ({
  time: `2026-11-28T${time}+00:00`,
  code,
  description,
  details,
  is_error: isError,
});
const denied = (time: string) =>
  event(time, 'PERMISSION_DENIED', 'permission denied', 'Error: /share/secret.txt: Permission denied', true);
const events: readonly Fields[] = [
  event('11:59:30', 'SUCCEEDED', 'succeeded', '{"files_succeeded":3,"files_skipped":0,"bytes_transferred":14000000}'),
  denied('11:59:00'),
  denied('11:58:40'),
  denied('11:58:20'),
  event('11:40:00', 'CONNECT_FAILED', 'connection failed', 'Error: no route to host', true),
  event(
    '09:05:00',
    'STARTED',
    'started',
    '{"type":"transfer","sync_level":null,"verify_checksum":true,"recursive":true}',
  ),
];

const endpoints: readonly Fields[] = [
  { display_name: 'Globus Tutorial Collection 1', entity_type: 'GCSv5_guest_collection' },
  {
    display_name: '解析サーバー 📊 results',
    entity_type: 'GCSv5_mapped_collection',
    owner_string: 'ada@university.example',
    owner_id: exampleId,
    tlsftp_server: 'tlsftp://m-068da2.abcd.data.globus.org:443',
  },
  {
    display_name: 'Laptop of Ada Lovelace, second floor, behind the library of the old building',
    entity_type: 'GCP_mapped_collection',
    owner_string: 'ada@globusid.org',
    gcp_connected: true,
    tlsftp_server: null,
    https_server: null,
    gcs_manager_url: null,
  },
  { display_name: 'Sandbox Endpoint', entity_type: 'GCSv5_endpoint', tlsftp_server: null, https_server: null },
];
const job: Fields = {
  name: 'nightly',
  status: 'active',
  start: '2026-11-20T02:00:00+00:00',
  interval: 86_400,
  submitted_at: '2026-11-19T15:00:00+00:00',
  last_ran_at: '2026-11-28T02:00:00+00:00',
  next_run: '2026-11-29T02:00:00+00:00',
  n_runs: 8,
  n_errors: 1,
  stop_after: { date: null, n_runs: null },
  schedule: { type: 'recurring', interval_seconds: 86_400, start: '2026-11-20T02:00:00+00:00' },
  activity: { code: 'awaiting_next_run', next_run: '2026-11-29T02:00:00+00:00' },
};
const jobs: readonly Fields[] = [
  job,
  {
    ...job,
    name: 'weekly',
    interval: 604_800,
    status: 'inactive',
    next_run: null,
    activity: { code: 'paused', reason: 'user' },
    n_errors: 0,
  },
  {
    ...job,
    name: 'once',
    interval: null,
    status: 'loaded',
    n_runs: 0,
    n_errors: 0,
    schedule: { type: 'once', datetime: '2026-12-01T10:00:00+00:00' },
    next_run: '2026-12-01T10:00:00+00:00',
  },
];
const run: Fields = {
  run_id: exampleId,
  flow_id: exampleId,
  flow_title: 'Move, check and publish',
  label: 'beamline 7',
  status: 'SUCCEEDED',
  start_time: '2026-11-28T11:00:00+00:00',
  completion_time: '2026-11-28T11:05:12+00:00',
  tags: ['beam', 'x-ray'],
  run_managers: [],
  run_monitors: [],
  details: { code: 'FlowSucceeded', description: 'The flow run reached a successful completion state' },
};
const entry = (n: number, title: string): Json => ({
  subject: `https://data.example.org/sets/${n}`,
  entries: [
    {
      content: {
        title,
        authors: ['Ada Lovelace', 'Charles Babbage'],
        year: 1843 + n,
        abstract: 'On the engine that weaves algebraic patterns just as the loom weaves flowers and leaves.',
      },
    },
  ],
});

const pausing = {
  pause_task_transfer_write: true,
  pause_task_transfer_read: true,
  pause_task_delete: true,
  pause_rename: true,
  pause_mkdir: true,
  pause_ls: true,
  pause_symlink: true,
};
const repair: Fields = {
  ...pausing,
  message: 'back on Monday',
  endpoint_display_name: '解析サーバー 📊 results',
  identity_id: null,
};
const reading: Fields = {
  ...repair,
  ...Object.fromEntries(Object.keys(pausing).map((key) => [key, key.endsWith('read') || key.endsWith('ls')])),
  message: 'Please call us before you read large files, since the tapes are slow this week',
};

type Change = (document: Fields) => Json;
const rows =
  (key: string, each: readonly Fields[]): Change =>
  (document) => {
    const [first] = (document[key] as Fields[] | undefined) ?? [];
    // a list that says that there is more would be asked for it
    const ends: Fields = 'total' in document ? { total: each.length } : {};
    return { ...document, ...ends, [key]: each.map((row) => ({ ...first, ...row })) };
  };
const merged =
  (fields: Fields): Change =>
  (document) => ({ ...document, ...fields });

/** What is said in the place of a sample, by the end of the request's path. */
const said: ReadonlyArray<readonly [path: RegExp, change: Change]> = [
  [
    /\/task_list$/,
    rows(
      'DATA',
      tasks.map((each, i) => ({ ...each, task_id: id(i + 1) })),
    ),
  ],
  [new RegExp(`/task/${pausedTask}$`), merged({ ...tasks[1], task_id: pausedTask, nice_status: 'PAUSED_BY_ADMIN' })],
  [
    /\/pause_info$/,
    () => ({
      source_pause_message: null,
      destination_pause_message: 'The tape library is being moved: please call us before you start anything large',
      pause_rules: [repair, reading],
    }),
  ],
  [/\/pause_rule_list$/, rows('DATA', [repair, reading])],
  [/\/pause_rule\/[^/]+$/, merged(repair)],
  [
    /\/storage_gateways(\/[^/]+)?$/,
    (document) => ({
      ...document,
      data: [
        {
          DATA_TYPE: 'storage_gateway#1.2.0',
          id: exampleId,
          display_name: 'Tape library',
          connector_id: '145812c8-decc-41f1-83cf-bb2a85a2a70b',
          high_assurance: true,
          require_mfa: false,
          authentication_timeout_mins: 15_840,
          allowed_domains: ['university.example', 'clients.auth.globus.org'],
          policies: { DATA_TYPE: 'posix_storage_policies#1.0.0', groups_allow: ['staff'] },
          restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', none: ['/scratch'], read: ['/tape'] },
        },
      ],
    }),
  ],
  [new RegExp(`/task/${endedTask}$`), merged({ ...tasks[2], task_id: endedTask })],
  [new RegExp(`/task/${failedTask}$`), merged({ ...tasks[3], task_id: failedTask })],
  [/\/task\/[^/]+$/, merged(running)],
  [/\/event_list$/, rows('DATA', events)],
  [
    /\/endpoint_search$/,
    rows(
      'DATA',
      endpoints.map((each, i) => ({ ...each, id: id(i + 1) })),
    ),
  ],
  [/\/v0.10\/endpoint\/[^/]+$/, merged(endpoints[1] ?? {})],
  [/\/jobs\/$/, rows('jobs', jobs)],
  [/\/jobs\/[^/]+$/, merged(job)],
  [
    /\/flows$/,
    rows('flows', [
      { title: 'Move, check and publish', updated_at: '2026-11-27T08:00:00+00:00' },
      { title: 'データの公開' },
    ]),
  ],
  [
    /\/flows\/[^/]+$/,
    merged({ title: 'Move, check and publish', subtitle: 'For every run of the beamline', keywords: ['beam', 'move'] }),
  ],
  [
    /\/runs$/,
    rows('runs', [
      run,
      { ...run, status: 'ACTIVE', completion_time: null, label: null },
      { ...run, status: 'FAILED' },
      { ...run, status: 'INACTIVE', completion_time: null },
    ]),
  ],
  [/\/runs\/[^/]+$/, merged(run)],
  [
    /\/search$/,
    () => ({
      count: 2,
      total: 214,
      offset: 0,
      has_next_page: true,
      gmeta: [entry(1, 'Notes on the Analytical Engine'), entry(2, '織機の詩')],
    }),
  ],
];

/** The network of that world. */
export const screenWorld = () =>
  answering({
    change: ({ url, document }) => {
      if (url.searchParams.get('filter') === 'is_error:1')
        return Response.json(
          rows(
            'DATA',
            events.filter((each) => each['is_error']),
          )(document as Fields),
        );
      const change = said.find(([path]) => path.test(url.pathname))?.[1];
      return change && document !== null && typeof document === 'object'
        ? Response.json(change(document as Fields))
        : undefined;
    },
  });
