/**
 * Every operation of every service, asked for by those who may not: without a token, with one that is expired, of another world or
 * for too little, and by identities whose thing it is not. All are refused in the service's form, nothing is changed, and then
 * its owner is not refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  listOfOperations,
  operationSections,
  prepare,
  refused,
  send,
  type Operation,
  type Prepared,
} from '../operations.js';
import { openSandbox } from '../signed-in.js';
import { figure } from '../support/hard.js';
import {
  everything,
  flowScope,
  hasReference,
  person,
  wholeWorld,
  type Service,
  type WholeWorld,
} from '../whole-world.js';

const found = hasReference('others-things.test');
const operations = (found ? listOfOperations() : []).filter(({ section }) => section in operationSections);

type Who = 'nobody' | 'expired' | 'of another world' | 'too small' | 'stranger' | 'member';
type Tokens = Record<string, string>;
let world: WholeWorld;
const tokens = {} as Record<Exclude<Who, 'nobody'>, Tokens>;

beforeAll(async () => {
  world = await wholeWorld();
  tokens.expired = { ...world.ada.tokens };
  await world.admin('POST', '/clock', { advance_seconds: 3 * 86_400 });
  for (const [name, who] of [
    ['ada', world.ada],
    ['grace', world.grace],
    ['admin', world.root],
  ] as const)
    Object.assign(who.tokens, (await person(world.sandbox, `${name}@globusid.org`)).tokens);
  tokens['of another world'] = (await person(await openSandbox(), 'ada@globusid.org')).tokens;
  tokens['too small'] = (await person(world.sandbox, 'ada@globusid.org', small)).tokens;
  tokens.member = world.grace.tokens;
  tokens.stranger = await applicationOf(world);
}, 120_000);

/** The least of each service's scopes. Timers, Compute and flows have only one. */
const small = [
  'openid',
  'urn:globus:auth:scope:transfer.api.globus.org:gcp_install',
  'urn:globus:auth:scope:groups.api.globus.org:view_my_groups_and_memberships',
  'urn:globus:auth:scope:search.api.globus.org:search',
  'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/view_flows',
].join(' ');

/** An application that nobody knows, as itself: an identity that is in no group and has no role. */
async function applicationOf({ sandbox, grace, env }: WholeWorld): Promise<Tokens> {
  const { project } = await grace.get('auth', 'POST', '/v2/api/projects', {
    project: { display_name: 'Elsewhere', contact_email: 'grace@navy.example' },
  });
  const { client } = await grace.get('auth', 'POST', '/v2/api/clients', {
    client: { name: 'Stranger', project: project.id, public_client: false },
  });
  const { credential } = await grace.get('auth', 'POST', `/v2/api/clients/${client.id}/credentials`, {
    credential: { name: 'Key' },
  });
  const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.id}:${credential.secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: `${everything(env)} ${flowScope(env['GLOBUS_SANDBOX_FLOW']!)}`,
    }),
  });
  const token: any = await answer.json();
  if (!answer.ok) throw new Error(JSON.stringify(token));
  return Object.fromEntries(
    [token, ...token.other_tokens].map((each: any) => [each.resource_server, each.access_token]),
  );
}

const anyone: Who[] = ['nobody', 'expired', 'of another world', 'too small', 'stranger', 'member'];
const others: Who[] = ['stranger', 'member'];
const tokenless: Who[] = ['nobody'];
const readers: Who[] = ['too small', 'stranger', 'member'];

/** What is answered all the same, for whom, and why. */
const open: Readonly<Record<string, readonly [readonly Who[], string]>> = {
  'auth: get_openid_configuration': [anyone, 'a public document'],
  'auth (login client): get_openid_configuration': [anyone, 'a public document'],
  'auth (login client): oauth2_revoke_token': [
    anyone,
    'always answers 200, and revokes nothing that is not the client’s',
  ],
  'auth (native client): create_native_app_instance': [anyone, 'every installation registers itself'],
  'auth (confidential client): create_child_client': [['stranger'], 'an application makes children of its own'],
  'auth: userinfo': [readers, 'about the caller'],
  'auth: get_identities': [readers, 'identities can be looked up by everybody who is logged in'],
  'auth: get_identity_providers': [readers, 'a public list'],
  'auth: get_projects': [others, 'the caller’s own'],
  'auth: create_project': [others, 'becomes the caller’s own'],
  'auth: get_policies': [others, 'those of the caller’s own projects'],
  'auth: get_clients': [others, 'the caller’s own'],
  'auth: get_scope': [others, 'scopes are there to be asked for'],
  'auth: get_scopes': [others, 'scopes are there to be asked for'],
  'auth: get_consents': [['too small'], 'any token of Auth is enough for one’s own consents'],
  'transfer: get_endpoint': [others, 'the seeded collections are public'],
  'transfer: endpoint_search': [others, 'finds what is public'],
  'transfer: endpoint_server_list': [others, 'of a public collection'],
  'transfer: get_endpoint_server': [others, 'of a public collection'],
  'transfer: my_effective_pause_rule_list': [others, 'of a public collection'],
  'transfer: my_shared_endpoint_list': [others, 'the caller’s own'],
  'transfer: bookmark_list': [others, 'the caller’s own'],
  'transfer: create_bookmark': [others, 'becomes the caller’s own'],
  'transfer: operation_ls': [['member'], 'shared with the group of the member'],
  'transfer: operation_stat': [['member'], 'shared with the group of the member'],
  'transfer: get_submission_id': [others, 'an id, nothing else'],
  'transfer: submit_transfer': [others, 'between public collections'],
  'transfer: submit_delete': [others, 'a task, which is denied what its owner may not do'],
  'transfer: task_list': [others, 'the caller’s own'],
  'transfer: endpoint_manager_monitored_endpoints': [others, 'the caller’s own'],
  'transfer: endpoint_manager_pause_rule_list': [others, 'those on the caller’s own endpoints'],
  'groups: get_my_groups': [readers, 'the caller’s own'],
  'groups: get_group': [['member', 'too small'], 'a group of the member’s; its owner, with the scope to view'],
  'groups: get_group_by_subscription_id': [others, 'a public document'],
  'groups: create_group': [others, 'becomes the caller’s own'],
  'groups: get_identity_preferences': [others, 'about the caller'],
  'groups: get_membership_fields': [others, 'about the caller'],
  'search: delete_role': [['member'], 'it is the role by which the member is an administrator'],
  'search: index_list': [readers, 'those with a role of the caller’s'],
  'search: create_index': [others, 'becomes the caller’s own'],
  'search: get_index': [[...tokenless, ...readers], 'indexes are public; their entries say who sees them'],
  'search: search': [[...tokenless, ...readers], 'what is visible to all'],
  'search: post_search': [[...tokenless, ...readers], 'what is visible to all'],
  'search: scroll': [[...tokenless, ...readers], 'what is visible to all'],
  'search: get_subject': [[...tokenless, ...readers], 'visible to all'],
  'search: get_entry': [[...tokenless, ...readers], 'visible to all'],
  'flows: get_flow': [readers, 'the seeded flow is public'],
  'flows: list_flows': [readers, 'those that the caller may see'],
  'flows: create_flow': [others, 'becomes the caller’s own'],
  'flows: validate_flow': [others, 'says whether a definition is good'],
  'flows: list_runs': [others, 'those that the caller may see'],
  'flows: list_registered_apis': [readers, 'those that the caller may see'],
  'flows: get_registered_api': [['too small', 'member'], 'shared with the member; its owner, with the scope to view'],
  'flows: list_web_inputs': [others, 'those that the caller may answer'],
  'flows (one flow): run_flow': [others, 'the seeded flow may be started by all'],
  'flows (one flow): validate_run': [others, 'the seeded flow may be started by all'],
  'timers: list_jobs': [others, 'the caller’s own'],
  'timers: create_timer': [others, 'becomes the caller’s own'],
  'timers: create_job': [others, 'becomes the caller’s own'],
  'compute v2: get_version': [anyone, 'a public document'],
  'compute v2: get_endpoint': [others, 'the tutorial endpoint is public'],
  'compute v2: get_endpoint_status': [others, 'the tutorial endpoint is public'],
  'compute v2: get_endpoints': [others, 'the caller’s own, and public ones'],
  'compute v2: register_endpoint': [others, 'becomes the caller’s own'],
  'compute v2: register_function': [others, 'becomes the caller’s own'],
  'compute v2: get_task_batch': [others, 'tells of each task that it is not the caller’s'],
  'compute v2: submit': [others, 'tells of each task that it failed'],
  'compute v3: register_endpoint': [others, 'becomes the caller’s own'],
  'compute v3: register_function': [others, 'becomes the caller’s own'],
};
for (const name of [
  'create_tunnel',
  'list_tunnels',
  'get_stream_access_point',
  'list_stream_access_points',
  'create_bookmark',
  'list_bookmarks',
])
  for (const section of ['transfer', 'transfer v2 (experimental)'])
    (open as Record<string, unknown>)[`${section}: ${name}`] ??= [others, 'the caller’s own, or public'];

/** What says an error in each service's form. */
const forms: Readonly<Record<Service, (json: any) => boolean>> = {
  auth: (json) => typeof json.error === 'string' && (json.errors === undefined || Array.isArray(json.errors)),
  transfer: (json) => typeof json.code === 'string' || Array.isArray(json.errors) || json.detail !== undefined,
  groups: (json) => typeof json.code === 'string' || json.detail !== undefined,
  search: (json) => json['@datatype'] === 'GError' && typeof json.code === 'string',
  flows: (json) => typeof json.error?.code === 'string',
  timer: (json) => json.detail !== undefined || json.error !== undefined || typeof json.code === 'string',
  compute: (json) => typeof json.status === 'string' && json.reason !== undefined,
};

/** The tables whose rows were changed since a place in the journal; work that goes on of itself aside. */
const working =
  /^(transfer\.(tasks|events)|flows\.(runs|logs?|run_logs|actions)|search\.(tasks)|compute\.tasks|world\.)/;
function journalText(): string {
  const folder = join(world.sandbox.dir, 'state');
  return readdirSync(folder)
    .filter((name) => name.startsWith('journal.'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}
const changesSince = (length: number): string[] =>
  journalText()
    .slice(length)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) =>
      (JSON.parse(line) as [string, string, string][]).map(([how, table, id]) => `${how} ${table} ${id}`),
    )
    .filter((change) => !working.test(change.split(' ')[1] ?? ''));

/** Resolves when nothing has been written for a moment. */
async function settled(): Promise<void> {
  let before: number;
  do {
    before = journalText().length;
    await new Promise((resolve) => setTimeout(resolve, 60));
  } while (journalText().length !== before);
}

const authorizationOf = (who: Who, { server }: Prepared): string | undefined => {
  if (who === 'nobody') return undefined;
  const token = tokens[who][server];
  return token === undefined ? undefined : `Bearer ${token}`;
};

/** Whether there is such a token at all: some services have one scope only. */
const exists = (who: Who, { server }: Prepared) => who === 'nobody' || tokens[who][server] !== undefined;

let tries = 0;
let answered = 0;
describe.runIf(found)('refused, in the form of the service, without a change:', () => {
  const one = (operation: Operation) => async () => {
    const name = `${operation.section}: ${operation.name}`;
    const prepared = await prepare(world, operation);
    // What an owner asked for before may still be at work on the entries of an index.
    if (prepared.service === 'search') await settled();
    const [allowed] = open[name] ?? [[] as Who[]];
    // With the token of a person it is another request, which lacks a project.
    const isForApplications = operation.name === 'create_child_client';
    for (const who of anyone) {
      if (!exists(who, prepared)) continue;
      const before = journalText().length;
      const { status, json } = await send(prepared, authorizationOf(who, prepared));
      tries += 1;
      const told = `${who}: ${status} ${JSON.stringify(json)}`;
      // `get_client` is also the name of the list.
      const isList = name === 'auth: get_client' && operation.path.endsWith('/clients');
      if (allowed.includes(who) || (isList && others.includes(who))) {
        expect(status, told).toBeLessThan(300);
        answered += 1;
        if (operation.method === 'DELETE') return;
        continue;
      }
      if (status === 400 && (`${operation.section} ${operation.name}` in refused || isForApplications)) continue;
      expect(who === 'stranger' || who === 'member' ? [401, 403, 404] : [401, 403], told).toContain(status);
      expect(forms[prepared.service](json), told).toBe(true);
      expect(changesSince(before), told).toEqual([]);
    }
    const { as, server } = prepared;
    const basic = `Basic ${Buffer.from(`${world.env['GLOBUS_SANDBOX_CLIENT_ID']}:${world.env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`;
    const own = (as === 'root' ? world.root : world.ada).tokens[server];
    const { status, json } = await send(
      prepared,
      as === 'nobody' ? undefined : as === 'client' ? basic : `Bearer ${own}`,
    );
    if (!(`${operation.section} ${operation.name}` in refused))
      expect(status, `its owner: ${status} ${JSON.stringify(json)}`).toBeLessThan(300);
  };
  for (const operation of operations)
    test(`${operation.section}: ${operation.name} (${operation.path})`, one(operation));

  test('a deletion that was accepted of somebody who may not delete has deleted nothing', async () => {
    const guest = world.env['GLOBUS_SANDBOX_GUEST_COLLECTION'];
    const stat = () =>
      world.ada.ask('transfer', 'GET', `/v0.10/operation/endpoint/${guest}/stat?path=/shared/report.txt`);
    const { json } = await send(
      {
        service: 'transfer',
        method: 'POST',
        url: `${world.sandbox.url}/transfer/v0.10/delete`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          DATA_TYPE: 'delete',
          submission_id: await world.submissionId(),
          endpoint: guest,
          DATA: [{ DATA_TYPE: 'delete_item', path: '/shared/report.txt' }],
        }),
        as: undefined,
        server: 'transfer.api.globus.org',
      },
      `Bearer ${tokens.stranger['transfer.api.globus.org']}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([json.code, (await stat()).status]).toEqual(['Accepted', 200]);
  });

  test('what tells of each thing by itself tells of nobody else’s', async () => {
    const group = await world.ada.get('compute', 'POST', '/v2/submit', {
      tasks: [[await world.func(), world.env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT'], world.payload]],
    });
    const id: string = group.results[0].task_uuid;
    const batch = await world.grace.get('compute', 'POST', '/v2/batch_status', { task_ids: [id] });
    expect(JSON.stringify(batch)).not.toMatch(/"result"|"completion_t"/);
    expect(Object.keys(batch.results)).toEqual([id]);
  });
});

afterAll(() => {
  if (found)
    figure(
      'operations asked for by those who may not',
      `${operations.length} operations, ${tries} tries, ${answered} answered as is public, the rest refused and nothing changed`,
    );
});
