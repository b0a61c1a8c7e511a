import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './signed-in.js';
import { until } from './transferring.js';
import { flowScope, person, reference, servers, type Service, type WholeWorld } from './whole-world.js';

/** How one operation is asked for, so that the sandbox must agree. */
export interface Request {
  /** What stands in the path's braces, in order. */
  readonly ids?: readonly (string | undefined)[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Whose token; Ada's when nobody's is named. `client` is the service account's own credentials. */
  readonly as?: 'root' | 'client' | 'nobody' | 'flow';
}
export type Recipe = (world: WholeWorld) => Request | Promise<Request>;
export interface Section {
  readonly service: Service;
  readonly recipes: Readonly<Record<string, Recipe>>;
}

const nothing: Recipe = () => ({});
const query = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

const auth: Record<string, Recipe> = {
  get_openid_configuration: nothing,
  userinfo: nothing,
  get_identities: () => ({ query: query('usernames=ada@globusid.org&provision=false') }),
  get_identity_providers: () => ({ query: query('domains=globusid.org') }),
  get_project: async (w) => ({ ids: [await w.project()] }),
  get_projects: nothing,
  create_project: () => ({ body: { project: { display_name: 'New', contact_email: 'ada@university.example' } } }),
  update_project: async (w) => ({ ids: [await w.project()], body: { project: { display_name: 'Renamed' } } }),
  delete_project: async (w) => ({ ids: [await w.project()] }),
  get_policy: async (w) => ({ ids: [await policy(w)] }),
  get_policies: nothing,
  create_policy: async (w) => ({
    body: {
      policy: {
        project_id: await w.project(),
        display_name: 'P',
        description: 'D',
        high_assurance: true,
        authentication_assurance_timeout: 60,
      },
    },
  }),
  update_policy: async (w) => ({ ids: [await policy(w)], body: { policy: { description: 'Changed' } } }),
  delete_policy: async (w) => ({ ids: [await policy(w)] }),
  get_client: (w) => ({ ids: [w.env['GLOBUS_SANDBOX_CLIENT_ID']] }),
  get_clients: nothing,
  create_client: async (w) => ({ body: { client: { name: 'C', project: await w.project(), public_client: false } } }),
  update_client: async (w) => ({ ids: [await client(w)], body: { client: { name: 'Renamed' } } }),
  delete_client: async (w) => ({ ids: [await client(w)] }),
  get_client_credentials: async (w) => ({ ids: [await client(w)] }),
  create_client_credential: async (w) => ({ ids: [await client(w)], body: { credential: { name: 'Key' } } }),
  delete_client_credential: async (w) => {
    const id = await client(w);
    return {
      ids: [
        id,
        (await w.ada.get('auth', 'POST', `/v2/api/clients/${id}/credentials`, { credential: { name: 'Key' } }))
          .credential.id,
      ],
    };
  },
  get_scope: async (w) => ({ ids: [await scope(w)] }),
  get_scopes: () => ({ query: query('scope_strings=urn:globus:auth:scope:transfer.api.globus.org:all') }),
  create_scope: async (w) => ({
    ids: [await client(w)],
    body: { scope: { name: 'S', description: 'D', scope_suffix: 'act' } },
  }),
  update_scope: async (w) => ({ ids: [await scope(w)], body: { scope: { name: 'Renamed' } } }),
  delete_scope: async (w) => ({ ids: [await scope(w)] }),
  get_consents: (w) => ({ ids: [w.env['GLOBUS_SANDBOX_IDENTITY']], query: query('all=False') }),
};
const policy = async (w: WholeWorld): Promise<string> =>
  (
    await w.ada.get('auth', 'POST', '/v2/api/policies', {
      policy: { project_id: await w.project(), display_name: 'P', description: 'D' },
    })
  ).policy.id;
const client = async (w: WholeWorld): Promise<string> =>
  (
    await w.ada.get('auth', 'POST', '/v2/api/clients', {
      client: { name: w.name('Client'), project: await w.project(), public_client: false },
    })
  ).client.id;
const scope = async (w: WholeWorld): Promise<string> =>
  (
    await w.ada.get('auth', 'POST', `/v2/api/clients/${await client(w)}/scopes`, {
      scope: { name: 'S', description: 'D', scope_suffix: 'act' },
    })
  ).scope.id;

const guest = (w: WholeWorld) => w.env['GLOBUS_SANDBOX_GUEST_COLLECTION'];
const personal = (w: WholeWorld) => w.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION'];
const made = async (w: WholeWorld, path: string, body: unknown): Promise<any> =>
  w.ada.get('transfer', 'POST', path, body);
const shared = async (w: WholeWorld): Promise<string> =>
  (
    await made(w, '/v0.10/shared_endpoint', {
      DATA_TYPE: 'shared_endpoint',
      display_name: w.name('Share'),
      host_endpoint: personal(w),
      host_path: '/',
    })
  ).id;
const rule = (w: WholeWorld) => ({
  DATA_TYPE: 'access',
  principal_type: 'identity',
  principal: w.env['GLOBUS_SANDBOX_IDENTITY_2'],
  path: `/${w.name('rule')}/`,
  permissions: 'r',
});
const addRule = async (w: WholeWorld): Promise<string> =>
  (await made(w, `/v0.10/endpoint/${guest(w)}/access`, rule(w))).access_id;
const role = (w: WholeWorld, on: string | undefined) =>
  made(w, `/v0.10/endpoint/${on}/role`, {
    DATA_TYPE: 'role',
    principal_type: 'identity',
    principal: w.env['GLOBUS_SANDBOX_IDENTITY_2'],
    role: 'access_manager',
  });
const bookmark = (w: WholeWorld) => ({
  DATA_TYPE: 'bookmark',
  name: w.name('Bookmark'),
  endpoint_id: guest(w),
  path: '/shared/',
});
const addBookmark = async (w: WholeWorld): Promise<string> => (await made(w, '/v0.10/bookmark', bookmark(w))).id;
const bookmark2 = (w: WholeWorld) => ({
  data: {
    type: 'Bookmark',
    attributes: { name: w.name('Bookmark'), path: '/' },
    relationships: { collection: { data: { type: 'Collection', id: guest(w) } } },
  },
});
const pause = (w: WholeWorld) => ({
  DATA_TYPE: 'pause_rule',
  message: 'Maintenance',
  endpoint_id: personal(w),
  pause_ls: false,
  pause_mkdir: true,
});
const addPause = async (w: WholeWorld): Promise<string> =>
  (await made(w, '/v0.10/endpoint_manager/pause_rule', pause(w))).id;
const aRoot = { as: 'root' } as const;
const taskIds = async (w: WholeWorld) => ({
  body: { task_id_list: [await w.openTask()], message: 'For a test' },
  ...aRoot,
});

const tunnels: Record<string, Recipe> = {
  create_tunnel: async (w) => ({ body: await w.tunnelOf() }),
  update_tunnel: async (w) => ({
    ids: [await w.tunnel()],
    body: { data: { type: 'Tunnel', attributes: { label: 'Renamed' } } },
  }),
  get_tunnel: async (w) => ({ ids: [await w.tunnel()] }),
  delete_tunnel: async (w) => {
    const id = await w.tunnel();
    await w.ada.get('transfer', 'PATCH', `/v2/tunnels/${id}`, {
      data: { type: 'Tunnel', attributes: { state: 'STOPPING' } },
    });
    return { ids: [id] };
  },
  list_tunnels: nothing,
  get_tunnel_events: async (w) => ({ ids: [await w.tunnel()] }),
  get_stream_access_point: async (w) => ({
    ids: [(await w.ada.get('transfer', 'GET', '/v2/stream_access_points')).data[0].id],
  }),
};
const transfer: Record<string, Recipe> = {
  ...tunnels,
  get_endpoint: (w) => ({ ids: [guest(w)] }),
  update_endpoint: async (w) => ({ ids: [await shared(w)], body: { DATA_TYPE: 'endpoint', description: 'Changed' } }),
  set_subscription_id: async (w) => ({ ids: [await shared(w)], body: { subscription_id: 'DEFAULT' } }),
  set_subscription_admin_verified: (w) => ({ ids: [guest(w)], body: { subscription_admin_verified: true }, ...aRoot }),
  delete_endpoint: async (w) => ({ ids: [await shared(w)] }),
  endpoint_search: () => ({ query: query('filter_fulltext=sandbox&filter_scope=all&limit=100') }),
  my_effective_pause_rule_list: (w) => ({ ids: [guest(w)] }),
  my_shared_endpoint_list: (w) => ({ ids: [personal(w)] }),
  get_shared_endpoint_list: (w) => ({ ids: [personal(w)] }),
  create_shared_endpoint: (w) => ({
    body: { DATA_TYPE: 'shared_endpoint', display_name: 'Share', host_endpoint: personal(w), host_path: '/' },
  }),
  endpoint_server_list: (w) => ({ ids: [guest(w)] }),
  get_endpoint_server: async (w) => ({
    ids: [guest(w), String((await w.ada.get('transfer', 'GET', `/v0.10/endpoint/${guest(w)}/server_list`)).DATA[0].id)],
  }),
  endpoint_role_list: (w) => ({ ids: [guest(w)] }),
  add_endpoint_role: async (w) => ({
    ids: [await shared(w)],
    body: {
      DATA_TYPE: 'role',
      principal_type: 'identity',
      principal: w.env['GLOBUS_SANDBOX_IDENTITY_2'],
      role: 'administrator',
    },
  }),
  get_endpoint_role: async (w) => {
    const on = await shared(w);
    return { ids: [on, (await role(w, on)).id] };
  },
  delete_endpoint_role: async (w) => {
    const on = await shared(w);
    return { ids: [on, (await role(w, on)).id] };
  },
  endpoint_acl_list: (w) => ({ ids: [guest(w)] }),
  get_endpoint_acl_rule: async (w) => ({ ids: [guest(w), await addRule(w)] }),
  add_endpoint_acl_rule: (w) => ({ ids: [guest(w)], body: rule(w) }),
  update_endpoint_acl_rule: async (w) => ({
    ids: [guest(w), await addRule(w)],
    body: { DATA_TYPE: 'access', permissions: 'rw' },
  }),
  delete_endpoint_acl_rule: async (w) => ({ ids: [guest(w), await addRule(w)] }),
  bookmark_list: nothing,
  create_bookmark: (w) => ({ body: bookmark(w) }),
  get_bookmark: async (w) => ({ ids: [await addBookmark(w)] }),
  update_bookmark: async (w) => ({ ids: [await addBookmark(w)], body: { name: w.name('Renamed') } }),
  delete_bookmark: async (w) => ({ ids: [await addBookmark(w)] }),
  operation_ls: (w) => ({ ids: [guest(w)], query: query('path=/shared/&show_hidden=0') }),
  operation_mkdir: (w) => ({ ids: [guest(w)], body: { DATA_TYPE: 'mkdir', path: `/${w.name('folder')}` } }),
  operation_rename: async (w) => {
    const old_path = `/${w.name('folder')}`;
    await made(w, `/v0.10/operation/endpoint/${guest(w)}/mkdir`, { DATA_TYPE: 'mkdir', path: old_path });
    return { ids: [guest(w)], body: { DATA_TYPE: 'rename', old_path, new_path: `${old_path} renamed` } };
  },
  operation_stat: (w) => ({ ids: [guest(w)], query: query('path=/shared/report.txt') }),
  get_submission_id: nothing,
  submit_transfer: async (w) => ({
    body: {
      ...w.transferOf('/home/share/godata/file1.txt', `/${w.name('copy')}`),
      submission_id: await w.submissionId(),
    },
  }),
  submit_delete: async (w) => ({
    body: {
      DATA_TYPE: 'delete',
      submission_id: await w.submissionId(),
      endpoint: guest(w),
      ignore_missing: true,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/none' }],
    },
  }),
  task_list: () => ({ query: query('limit=10&orderby=request_time DESC&filter=type:TRANSFER,DELETE') }),
  task_event_list: async (w) => ({ ids: [await w.doneTask()] }),
  get_task: async (w) => ({ ids: [await w.doneTask()] }),
  update_task: async (w) => ({ ids: [await w.openTask()], body: { DATA_TYPE: 'task', label: 'Renamed' } }),
  cancel_task: async (w) => ({ ids: [await w.openTask()] }),
  task_pause_info: async (w) => ({ ids: [await w.doneTask()] }),
  task_successful_transfers: async (w) => ({ ids: [await w.doneTask()] }),
  task_skipped_errors: async (w) => ({ ids: [await w.doneTask()] }),
  endpoint_manager_monitored_endpoints: nothing,
  endpoint_manager_hosted_endpoint_list: (w) => ({ ids: [w.env['GLOBUS_SANDBOX_MAPPED_COLLECTION']], ...aRoot }),
  endpoint_manager_get_endpoint: (w) => ({ ids: [guest(w)] }),
  endpoint_manager_acl_list: (w) => ({ ids: [guest(w)] }),
  endpoint_manager_task_list: (w) => ({ query: { filter_endpoint: w.env['GLOBUS_SANDBOX_COLLECTION_2'] }, ...aRoot }),
  endpoint_manager_get_task: async (w) => ({ ids: [await w.doneTask()], ...aRoot }),
  endpoint_manager_task_event_list: async (w) => ({ ids: [await w.doneTask()], ...aRoot }),
  endpoint_manager_task_pause_info: async (w) => ({ ids: [await w.doneTask()], ...aRoot }),
  endpoint_manager_task_successful_transfers: async (w) => ({ ids: [await w.doneTask()], ...aRoot }),
  endpoint_manager_task_skipped_errors: async (w) => ({ ids: [await w.doneTask()], ...aRoot }),
  endpoint_manager_cancel_tasks: taskIds,
  endpoint_manager_cancel_status: async (w) => ({
    ids: [
      String(
        (await w.root.get('transfer', 'POST', '/v0.10/endpoint_manager/admin_cancel', (await taskIds(w)).body)).id,
      ),
    ],
    ...aRoot,
  }),
  endpoint_manager_pause_tasks: taskIds,
  endpoint_manager_resume_tasks: taskIds,
  endpoint_manager_pause_rule_list: nothing,
  endpoint_manager_create_pause_rule: (w) => ({ body: pause(w) }),
  endpoint_manager_get_pause_rule: async (w) => ({ ids: [await addPause(w)] }),
  endpoint_manager_update_pause_rule: async (w) => ({
    ids: [await addPause(w)],
    body: { DATA_TYPE: 'pause_rule', message: 'Longer' },
  }),
  endpoint_manager_delete_pause_rule: async (w) => ({ ids: [await addPause(w)] }),
};
const addBookmark2 = async (w: WholeWorld): Promise<string> => (await made(w, '/v2/bookmarks', bookmark2(w))).data.id;
const transfer2: Record<string, Recipe> = {
  ...tunnels,
  list_stream_access_points: nothing,
  create_bookmark: (w) => ({ body: bookmark2(w) }),
  update_bookmark: async (w) => ({
    ids: [await addBookmark2(w)],
    body: { data: { type: 'Bookmark', attributes: { name: w.name('Renamed') } } },
  }),
  get_bookmark: async (w) => ({ ids: [await addBookmark2(w)], query: query('include=collection') }),
  delete_bookmark: async (w) => ({ ids: [await addBookmark2(w)] }),
  list_bookmarks: () => ({ query: query('include=collection') }),
};

const groups: Record<string, Recipe> = {
  get_my_groups: nothing,
  get_group: (w) => ({ ids: [w.env['GLOBUS_SANDBOX_GROUP']], query: query('include=memberships,policies') }),
  get_group_by_subscription_id: (w) => ({ ids: [w.env['GLOBUS_SANDBOX_SUBSCRIPTION']] }),
  delete_group: async (w) => ({ ids: [await w.group()] }),
  create_group: () => ({ body: { name: 'New', description: 'A group' } }),
  update_group: async (w) => ({ ids: [await w.group()], body: { name: 'Renamed' } }),
  get_group_policies: async (w) => ({ ids: [await w.group()] }),
  set_group_policies: async (w) => ({
    ids: [await w.group()],
    body: {
      is_high_assurance: false,
      authentication_assurance_timeout: 28800,
      group_visibility: 'private',
      group_members_visibility: 'managers',
      join_requests: false,
      signup_fields: [],
    },
  }),
  get_identity_preferences: nothing,
  set_identity_preferences: (w) => ({ body: { [w.env['GLOBUS_SANDBOX_IDENTITY']!]: { allow_add: false } } }),
  get_membership_fields: (w) => ({ ids: [w.env['GLOBUS_SANDBOX_GROUP']] }),
  set_membership_fields: (w) => ({
    ids: [w.env['GLOBUS_SANDBOX_GROUP']],
    body: { [w.env['GLOBUS_SANDBOX_IDENTITY']!]: { institution: 'Sandbox University' } },
  }),
  batch_membership_action: async (w) => ({
    ids: [await w.group()],
    body: { add: [{ identity_id: w.env['GLOBUS_SANDBOX_IDENTITY_2'], role: 'member' }] },
  }),
  set_subscription_admin_verified: async (w) => ({
    ids: [(await w.root.get('groups', 'POST', '/v2/groups', { name: w.name('Verified') })).id],
    body: { subscription_admin_verified_id: w.env['GLOBUS_SANDBOX_SUBSCRIPTION'] },
    ...aRoot,
  }),
};

// A trial index counts as long as it is there: the ones made here go again, but for one, on which the rest works.
let index: Promise<string> | undefined;
const anIndex = (w: WholeWorld) => (index ??= newIndex(w));
const newIndex = async (w: WholeWorld): Promise<string> =>
  (await w.ada.get('search', 'POST', '/v1/index', { display_name: w.name('Index'), description: 'A trial' })).id;
const cookery = (w: WholeWorld) => w.env['GLOBUS_SANDBOX_INDEX'];
const gazpacho = { subject: 'https://en.wikipedia.org/wiki/Gazpacho' };
const search: Record<string, Recipe> = {
  create_index: () => ({ body: { display_name: 'New', description: 'A trial' } }),
  update_index: async (w) => ({ ids: [await anIndex(w)], body: { display_name: 'Renamed' } }),
  delete_index: async (w) => ({ ids: [await newIndex(w)] }),
  reopen_index: async (w) => {
    const id = await anIndex(w);
    await w.ada.get('search', 'DELETE', `/v1/index/${id}`);
    return { ids: [id] };
  },
  get_index: (w) => ({ ids: [cookery(w)] }),
  index_list: nothing,
  search: (w) => ({ ids: [cookery(w)], query: query('q=soup&limit=10&offset=0&advanced=False') }),
  post_search: (w) => ({ ids: [cookery(w)], body: { '@version': 'query#1.0.0', q: 'soup' } }),
  scroll: (w) => ({ ids: [cookery(w)], body: { '@version': 'scroll#1.0.0', q: '*' } }),
  ingest: async (w) => ({
    ids: [await anIndex(w)],
    body: {
      ingest_type: 'GMetaEntry',
      ingest_data: { subject: 'a', id: null, visible_to: ['public'], content: { a: 1 } },
    },
  }),
  delete_by_query: async (w) => ({ ids: [await anIndex(w)], body: { q: 'nothing' } }),
  batch_delete_by_subject: async (w) => ({ ids: [await anIndex(w)], body: { subjects: ['none'] } }),
  get_subject: (w) => ({ ids: [cookery(w)], query: gazpacho }),
  delete_subject: async (w) => ({ ids: [await anIndex(w)], query: { subject: 'none' } }),
  get_entry: (w) => ({ ids: [cookery(w)], query: gazpacho }),
  delete_entry: async (w) => ({ ids: [await anIndex(w)], query: { subject: 'none' } }),
  get_task: async (w) => ({
    ids: [(await w.ada.get('search', 'DELETE', `/v1/index/${await anIndex(w)}/subject?subject=none`)).task_id],
  }),
  get_task_list: async (w) => ({ ids: [await anIndex(w)] }),
  create_role: async (w) => ({
    ids: [await anIndex(w)],
    body: { role_name: 'writer', principal: `urn:globus:auth:identity:${w.env['GLOBUS_SANDBOX_IDENTITY_2']}` },
  }),
  get_role_list: (w) => ({ ids: [cookery(w)] }),
  delete_role: async (w) => {
    const id = await anIndex(w);
    return {
      ids: [
        id,
        (
          await w.ada.get('search', 'POST', `/v1/index/${id}/role`, {
            role_name: 'admin',
            principal: `urn:globus:auth:identity:${w.env['GLOBUS_SANDBOX_IDENTITY_2']}`,
          })
        ).id,
      ],
    };
  },
};

const definition = { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } };
const moveFlow = (w: WholeWorld) => w.env['GLOBUS_SANDBOX_FLOW'];
const question = {
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Action',
      ActionUrl: 'https://actions.globus.org/weboption/wait_for_option',
      Parameters: {
        landing_page: {
          header_text: 'Go on?',
          header_background: '#fff',
          header_image_link: '',
          page_title: 'Ask',
          preamble_text: 'Please choose',
          entry_template: '$text',
        },
        options: [{ name: 'yes', description: 'Yes', completed_message: 'ok' }],
      },
      ResultPath: '$.Answer',
      End: true,
    },
  },
};
/** A question that a run of Ada's waits for: for Ada to answer, or with other parameters, for others. */
export async function webInput(w: WholeWorld, parameters: object = {}, fields: object = {}): Promise<string> {
  const { Ask } = question.States;
  const definition = {
    ...question,
    States: { Ask: { ...Ask, Parameters: { ...Ask.Parameters, ...parameters } } },
  };
  const id = (await w.ada.get('flows', 'POST', '/flows', { title: w.name('Question'), definition, input_schema: {} }))
    .id;
  const asked = await person(
    w.sandbox,
    'ada@globusid.org',
    `${flowScope(id)}[https://auth.globus.org/scopes/actions.globus.org/weboption/wait_for_option]`,
  );
  const run = (await w.ada.get('flows', 'POST', `/flows/${id}/run`, { body: {}, label: 'Ask' }, asked.tokens[id]))
    .run_id;
  const input: string = await until(
    async () => (await w.ada.get('flows', 'GET', `/web_inputs?filter_run_ids=${run}`)).web_input_summaries[0]?.id,
  );
  if (Object.keys(fields).length > 0) await w.ada.get('flows', 'PUT', `/flows/${id}`, fields);
  return input;
}
const flows: Record<string, Recipe> = {
  create_flow: () => ({ body: { title: 'New', definition, input_schema: {} } }),
  get_flow: (w) => ({ ids: [moveFlow(w)] }),
  list_flows: () => ({ query: query('orderby=updated_at DESC') }),
  update_flow: async (w) => ({ ids: [await w.flow()], body: { title: 'Renamed' } }),
  delete_flow: async (w) => ({ ids: [await w.flow()] }),
  validate_flow: () => ({ body: { definition: question, input_schema: {} } }),
  list_runs: (w) => ({ query: { filter_flow_id: moveFlow(w) } }),
  get_run_logs: async (w) => ({ ids: [await w.run(true)] }),
  get_run: async (w) => ({ ids: [await w.run(true)], query: { include_flow_description: 'True' } }),
  get_run_definition: async (w) => ({ ids: [await w.run(true)] }),
  cancel_run: async (w) => ({ ids: [await w.run(false)] }),
  update_run: async (w) => ({ ids: [await w.run(true)], body: { label: 'Renamed', tags: ['a'] } }),
  delete_run: async (w) => ({ ids: [await w.run(true)] }),
  get_registered_api: async (w) => ({
    ids: [(await w.ada.get('flows', 'GET', '/registered_apis')).registered_apis[0].id],
  }),
  list_registered_apis: nothing,
  list_web_inputs: nothing,
  get_web_input: async (w) => ({ ids: [await webInput(w)] }),
  respond_to_web_input: async (w) => {
    const id = await webInput(w);
    return {
      ids: [id],
      body: { response: { value: (await w.ada.get('flows', 'GET', `/web_inputs/${id}`)).options[0].option_id } },
    };
  },
};
const moved = (w: WholeWorld) => ({
  source: { id: w.env['GLOBUS_SANDBOX_TUTORIAL'], path: '/home/share/godata/file3.txt' },
  destination: { id: w.env['GLOBUS_SANDBOX_COLLECTION_2'], path: '/moved.txt' },
});
const oneFlow: Record<string, Recipe> = {
  run_flow: (w) => ({ ids: [moveFlow(w)], body: { body: moved(w), label: 'A run' }, as: 'flow' }),
  validate_run: (w) => ({ ids: [moveFlow(w)], body: { body: moved(w), label: 'A run' }, as: 'flow' }),
  resume_run: async (w) => ({ ids: [await w.run(false)], as: 'flow' }),
};

const timers: Record<string, Recipe> = {
  list_jobs: () => ({ query: query('order=submitted_at asc') }),
  get_job: async (w) => ({ ids: [await w.timer()] }),
  create_timer: (w) => ({
    body: {
      timer: {
        timer_type: 'transfer',
        name: 'T',
        schedule: {
          type: 'recurring',
          start: '2099-01-01T00:00:00+00:00',
          interval_seconds: 86_400,
          end: { condition: 'iterations', count: 2 },
        },
        body: w.transferOf('/a', '/b'),
      },
    },
  }),
  create_job: (w) => ({
    body: {
      name: 'T',
      start: '2099-01-01T00:00:00+00:00',
      interval: 86400,
      callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
      callback_body: { body: w.transferOf('/a', '/b') },
    },
  }),
  update_job: async (w) => ({ ids: [await w.timer()], body: { name: 'Renamed' } }),
  delete_job: async (w) => ({ ids: [await w.timer()] }),
  pause_job: async (w) => ({ ids: [await w.timer()] }),
  resume_job: async (w) => {
    const id = await w.timer();
    await w.ada.get('timer', 'POST', `/jobs/${id}/pause`);
    return { ids: [id], body: { update_credentials: true } };
  },
};

const tutorial = (w: WholeWorld) => w.env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT'];
const endpoint = async (w: WholeWorld): Promise<string> =>
  (await w.ada.get('compute', 'POST', '/v3/endpoints', { endpoint_name: w.name('ep'), metadata: {} })).endpoint_id;
const submitted = async (w: WholeWorld) => {
  const group = await w.ada.get('compute', 'POST', '/v2/submit', { tasks: [[await w.func(), tutorial(w), w.payload]] });
  await until(async () =>
    (await w.ada.get('compute', 'GET', `/v2/tasks/${group.results[0].task_uuid}`)).completion_t ? true : undefined,
  );
  return group;
};
const compute2: Record<string, Recipe> = {
  get_version: () => ({ query: query('service=all') }),
  get_result_amqp_url: nothing,
  register_endpoint: () => ({ body: { endpoint_name: 'mine', metadata: {} } }),
  get_endpoint: (w) => ({ ids: [tutorial(w)] }),
  get_endpoint_status: (w) => ({ ids: [tutorial(w)] }),
  get_endpoints: () => ({ query: query('role=any') }),
  delete_endpoint: async (w) => ({ ids: [await endpoint(w)] }),
  lock_endpoint: async (w) => ({ ids: [await endpoint(w)] }),
  register_function: (w) => ({
    body: { function_name: 'one', function_code: w.pack('st\none:def one():\n    return 1\n') },
  }),
  get_function: async (w) => ({ ids: [await w.func()] }),
  delete_function: async (w) => ({ ids: [await w.func()] }),
  get_task: async (w) => ({ ids: [(await submitted(w)).results[0].task_uuid] }),
  get_task_batch: async (w) => ({ body: { task_ids: [(await submitted(w)).results[0].task_uuid] } }),
  get_task_group: async (w) => ({ ids: [(await submitted(w)).task_group_id] }),
  submit: async (w) => ({ body: { tasks: [[await w.func(), tutorial(w), w.payload]] } }),
};
const compute3: Record<string, Recipe> = {
  register_endpoint: () => ({ body: { endpoint_name: 'mine', metadata: {} } }),
  update_endpoint: async (w) => ({ ids: [await endpoint(w)], body: { display_name: 'Renamed' } }),
  lock_endpoint: async (w) => ({ ids: [await endpoint(w)] }),
  get_endpoint_allowlist: async (w) => ({ ids: [await endpoint(w)] }),
  register_function: (w) => ({
    body: { function_name: 'one', function_code: w.pack('st\none:def one():\n    return 1\n') },
  }),
  submit: async (w) => ({ ids: [tutorial(w)], body: { tasks: { [await w.func()]: [w.payload] } } }),
};

const template = { client: { template_id: '95fdeba8-fac2-42bd-a357-e068d82ff78e', name: 'Globus CLI' } };

/** By the sections of the list of operations: how each is asked for. */
export const operationSections: Readonly<Record<string, Section>> = {
  auth: { service: 'auth', recipes: auth },
  'auth (login client)': {
    service: 'auth',
    recipes: {
      get_openid_configuration: () => ({ as: 'nobody' }),
      oauth2_revoke_token: () => ({ form: { token: 'none' }, as: 'client' }),
      oauth2_token: () => ({
        form: { grant_type: 'client_credentials', scope: 'urn:globus:auth:scope:transfer.api.globus.org:all' },
        as: 'client',
      }),
    },
  },
  'auth (confidential client)': {
    service: 'auth',
    recipes: {
      oauth2_token_introspect: (w) => ({
        form: { token: w.ada.tokens['transfer.api.globus.org']!, include: 'session_info,identity_set' },
        as: 'client',
      }),
      create_child_client: () => ({
        body: { client: { name: 'Child', public_client: true, visibility: 'public' } },
        as: 'client',
      }),
    },
  },
  'auth (native client)': {
    service: 'auth',
    recipes: { create_native_app_instance: () => ({ body: template, as: 'nobody' }) },
  },
  transfer: { service: 'transfer', recipes: transfer },
  'transfer v2 (experimental)': { service: 'transfer', recipes: transfer2 },
  groups: { service: 'groups', recipes: groups },
  search: { service: 'search', recipes: search },
  flows: { service: 'flows', recipes: flows },
  'flows (one flow)': { service: 'flows', recipes: oneFlow },
  timers: { service: 'timer', recipes: timers },
  'compute v2': { service: 'compute', recipes: compute2 },
  'compute v3': { service: 'compute', recipes: compute3 },
};

/** Sections that are driven elsewhere, and where. */
export const elsewhere: Readonly<Record<string, string>> = {
  gcs: 'the manager API listens on a port of its own, with TLS: its own test asks for each of its operations',
};

/** Operations that are answered, but with a refusal, and why. */
export const refused: Readonly<Record<string, string>> = {
  'compute v2 get_result_amqp_url': 'the sandbox has no message queue, and says so',
  'flows (one flow) resume_run': 'a run that waits for its transfer has nothing to resume',
};

/** One line of the list. */
export interface Operation {
  section: string;
  name: string;
  method: string;
  path: string;
}

/** The operations of the official Python SDK. */
export const listOfOperations = (): Operation[] =>
  operationsOf(readFileSync(join(reference, 'api-operations.txt'), 'utf8'));

function operationsOf(text: string): Operation[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const [, name, method, path] = /^(\w+)\s+(GET|POST|PUT|PATCH|DELETE)\s+(\S+)/.exec(line) ?? [];
    return name && method && path ? [{ section, name, method, path: path.startsWith('/') ? path : `/${path}` }] : [];
  });
}

/** What asks for an operation: where, how, and who may. */
export interface Prepared {
  readonly service: Service;
  readonly method: string;
  readonly url: string;
  readonly body: string | URLSearchParams | undefined;
  readonly headers: Record<string, string>;
  readonly as: Request['as'];
  /** Whose token is asked for. */
  readonly server: string;
}

/** Makes ready for an operation, in its own way or in another: what it is about is made, as Ada's. */
export async function prepare(
  world: WholeWorld,
  { section, name, method, path }: Operation,
  otherwise?: Recipe,
): Promise<Prepared> {
  const { service, recipes } = operationSections[section]!;
  const { ids = [], query = {}, body, form, as } = await (otherwise ?? recipes[name]!)(world);
  const left = [...ids];
  // `get_client` stands twice in the list, once without an id.
  const filled = path.replace(/\{[^}]+\}/g, () => encodeURIComponent(left.shift() ?? 'an id is missing'));
  const text = new URLSearchParams(Object.entries(query) as [string, string][]).toString();
  return {
    service,
    method,
    url: `${world.sandbox.url}/${service}${filled}${text === '' ? '' : `?${text}`}`,
    body: body !== undefined ? JSON.stringify(body) : form && new URLSearchParams(form),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    as,
    server: as === 'flow' ? world.env['GLOBUS_SANDBOX_FLOW']! : servers[service],
  };
}

/** Asks, with an `Authorization` or none. */
export async function send(prepared: Prepared, authorization: string | undefined): Promise<Answer> {
  const { method, url, body, headers } = prepared;
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(authorization ? { authorization } : {}) },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, json: await answer.json() };
}

/** Asks for an operation in its own way, or in another. */
export async function perform(world: WholeWorld, operation: Operation, otherwise?: Recipe): Promise<Answer> {
  const prepared = await prepare(world, operation, otherwise);
  const { as, server } = prepared;
  const { env } = world;
  const basic = `Basic ${Buffer.from(`${env['GLOBUS_SANDBOX_CLIENT_ID']}:${env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`;
  const { tokens } = as === 'root' ? world.root : world.ada;
  return send(prepared, as === 'nobody' ? undefined : as === 'client' ? basic : `Bearer ${tokens[server]}`);
}
