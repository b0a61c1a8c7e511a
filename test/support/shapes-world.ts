import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowScope } from '../../sandbox/test/whole-world.js';
import { until } from '../../sandbox/test/transferring.js';
import { temporaryFolder } from './globus.js';
import type { SandboxClient } from './sandbox-client.js';

/** What a line of the reference stands for in this world: an id for each `UUID`, and words in place of its own. */
export interface Ready {
  readonly ids?: readonly string[];
  readonly words?: Readonly<Record<string, string>>;
}
export type Prepare = () => Ready | Promise<Ready>;

const DEFINITION = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };

/** Makes, for each command of the reference, what it then works on; each call makes it anew. */
export function preparations({ env, ask }: SandboxClient): Readonly<Record<string, Prepare>> {
  const tutorial = env['GLOBUS_SANDBOX_TUTORIAL']!;
  const destination = env['GLOBUS_SANDBOX_TUTORIAL_2']!;
  const endpoint = env['GLOBUS_SANDBOX_ENDPOINT']!;
  const mapped = env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!;
  const guest = env['GLOBUS_SANDBOX_COLLECTION']!;
  let number = 0;
  const fresh = (name: string) => `${name}-${(number += 1)}`;

  const transferOf = (path: string) => ({
    DATA_TYPE: 'transfer',
    source_endpoint: tutorial,
    destination_endpoint: destination,
    verify_checksum: true,
    label: null,
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/share/godata/', destination_path: path, recursive: true }],
  });
  const done = (task: string) =>
    until(async () => ((await ask('transfer', 'GET', `/v0.10/task/${task}`)).status === 'ACTIVE' ? undefined : true));
  const task = async (path = `/~/${fresh('copied')}/`): Promise<string> => {
    const { value } = await ask('transfer', 'GET', '/v0.10/submission_id');
    const body = { ...transferOf(path), submission_id: value, label: 'shapes' };
    const { task_id } = await ask('transfer', 'POST', '/v0.10/transfer', body);
    await done(task_id);
    return task_id;
  };
  const folder = async (): Promise<string> => {
    const path = `/~/${fresh('folder')}`;
    await ask('transfer', 'POST', `/v0.10/operation/endpoint/${destination}/mkdir`, { DATA_TYPE: 'mkdir', path });
    return path;
  };
  const bookmark = async (): Promise<string> => {
    const name = fresh('bm');
    await ask('transfer', 'POST', '/v0.10/bookmark', { name, endpoint_id: tutorial, path: '/share/' });
    return name;
  };
  const group = async (): Promise<string> =>
    (await ask('groups', 'POST', '/v2/groups', { name: fresh('g'), description: 'd' })).id;
  const memberOf = async (id: string): Promise<string> => {
    const add = [{ identity_id: env['GLOBUS_SANDBOX_IDENTITY'], role: 'member' }];
    await ask('groups', 'POST', `/v2/groups/${id}`, { add });
    return id;
  };
  const newIndex = async (display_name: string): Promise<string> =>
    (await ask('search', 'POST', '/v1/index', { display_name, description: 'about' })).id;
  /** One index with one entry serves all that read: nobody may own more than three on trial, deleted ones among them. */
  const entry = { subject: 's1', visible_to: ['public'], content: { n: 1, title: 'a thing' } };
  let filled: Promise<{ index: string; task: string }> | undefined;
  const fill = async () => {
    const index = await newIndex('ix');
    const body = { ingest_type: 'GMetaEntry', ingest_data: entry };
    const { task_id: task } = await ask('search', 'POST', `/v1/index/${index}/ingest`, body);
    await until(async () => ((await ask('search', 'GET', `/v1/task/${task}`)).state === 'SUCCESS' ? true : undefined));
    return { index, task };
  };
  const ingested = () => (filled ??= fill());
  const index = async (): Promise<string> => (await ingested()).index;
  /** An index to delete: one that the creating line left, if it ran. */
  const expendable = async (): Promise<string> => {
    const { index_list } = await ask('search', 'GET', '/v1/index_list?filter_roles=owner');
    const left = index_list.find((each: any) => each.status === 'open' && each.display_name === 'ix-off');
    return left ? left.id : newIndex('ix-off');
  };
  const role = async (): Promise<Ready> => {
    const id = await index();
    const body = { role_name: 'writer', principal: `urn:globus:auth:identity:${env['GLOBUS_SANDBOX_IDENTITY']}` };
    return { ids: [id], words: { MDAwMDA1: (await ask('search', 'POST', `/v1/index/${id}/role`, body)).id } };
  };
  const flow = async (): Promise<string> =>
    (
      await ask('flows', 'POST', '/flows', {
        title: fresh('f'),
        subtitle: 's',
        keywords: ['k'],
        definition: DEFINITION,
        input_schema: {},
      })
    ).id;
  const run = async (): Promise<string> => {
    const id = await flow();
    const { run_id } = await ask('flows', 'POST', `/flows/${id}/run`, { body: {}, label: 'r' }, flowScope(id));
    await until(async () => ((await ask('flows', 'GET', `/runs/${run_id}`)).status === 'ACTIVE' ? undefined : true));
    return run_id;
  };
  const paused = async (): Promise<string> => {
    const id = await timer();
    await ask('timer', 'POST', `/jobs/${id}/pause`);
    return id;
  };
  /** A timer that has run once. */
  const timer = async (): Promise<string> => {
    const timer = {
      timer_type: 'transfer',
      name: fresh('t'),
      schedule: { type: 'recurring', interval_seconds: 86_400, end: { condition: 'iterations', count: 3 } },
      body: transferOf(`/~/${fresh('timed')}/`),
    };
    const { job_id } = (await ask('timer', 'POST', '/v2/timer', { timer })).timer;
    await until(async () =>
      (await ask('timer', 'GET', `/jobs/${job_id}`)).results.data[0]?.run_status === 'SUCCEEDED' ? true : undefined,
    );
    return job_id;
  };

  const of = (...ids: string[]): Ready => ({ ids });
  const nothing: Prepare = () => ({});
  const made =
    (make: () => Promise<string>): Prepare =>
    async () =>
      of(await make());
  const named = (word: string, make: () => Promise<string>, more: Record<string, string> = {}): Prepare => {
    return async () => ({ words: { ...more, [word]: await make() } });
  };
  const given =
    (...ids: string[]): Prepare =>
    () =>
      of(...ids);

  return {
    'session show': nothing,
    'get-identities verbose': nothing,
    'get-identities unknown': nothing,
    'endpoint search': nothing,
    'endpoint search scope': nothing,
    'endpoint search none': nothing,
    'endpoint show endpoint': given(endpoint),
    ls: given(tutorial),
    'ls long': given(tutorial),
    'ls recursive': given(tutorial),
    'ls filter': given(tutorial),
    'ls default': given(tutorial),
    stat: given(tutorial),
    'stat missing': given(tutorial),
    rename: async () => {
      const path = await folder();
      return { ids: [destination], words: { '/~/d-off': path, '/~/e-off': `${path}-renamed` } };
    },
    transfer: given(tutorial, destination),
    'transfer dry-run': given(tutorial, destination),
    'task show': made(task),
    'task show successful': made(task),
    'task show skipped': made(task),
    'task list': async () => (await task(), {}),
    'task list filter': async () => (await task(), {}),
    'task event-list': made(task),
    'task pause-info': made(task),
    'task generate-submission-id': nothing,
    rm: async () => (await task('/~/copy-off/'), of(destination)),
    'rm missing force': given(destination),
    'bookmark list': async () => (await bookmark(), {}),
    'bookmark show': named('bm-off', bookmark),
    'bookmark show verbose': named('bm-off', bookmark),
    'bookmark rename': async () => ({ words: { 'bm-off': await bookmark(), 'bn-off': fresh('bn') } }),
    'bookmark delete': named('bn-off', bookmark),
    'group create': nothing,
    'group show': made(group),
    'group list': async () => (await group(), {}),
    'group update': made(group),
    'group member add': made(group),
    'group member list': made(group),
    'group member remove': async () => of(await memberOf(await group())),
    'group set-policies': made(group),
    'group delete': made(group),
    'search index create': nothing,
    'search ingest': async () => {
      const file = join(temporaryFolder(), 'doc.json');
      writeFileSync(file, JSON.stringify({ ingest_type: 'GMetaEntry', ingest_data: entry }));
      return { ids: [await index()], words: { '/tmp/tmp3qqi9rtr/doc.json': file } };
    },
    'search task show': async () => of((await ingested()).task),
    'search task list': made(index),
    'search index list': async () => (await ingested(), {}),
    'search query': made(index),
    'search subject show': made(index),
    'search index role list': made(index),
    'search index role delete': role,
    'search delete-by-query': made(index),
    'search index delete': made(expendable),
    'flows validate': nothing,
    'flows create': nothing,
    'flows show': made(flow),
    'flows list': async () => (await flow(), {}),
    'flows update': made(flow),
    'flows start': made(flow),
    'flows run show': made(run),
    'flows run show-logs': made(run),
    'flows run show-definition': made(run),
    'flows run delete': made(run),
    'flows delete': made(flow),
    'timer create transfer': given(tutorial, destination),
    'timer list': async () => (await timer(), await timer(), {}),
    'timer show': made(timer),
    'timer resume': made(paused),
    'timer delete': made(timer),
    'endpoint role list': given(endpoint),
    'endpoint my-shared-endpoint-list': given(mapped),
    'gcs collection list': given(endpoint),
    'gcs collection show': given(mapped),
    'gcs collection role list': given(mapped),
    'gcs collection update': given(mapped),
    'collection show guest': given(guest),
    'collection update': given(mapped),
    'gcs endpoint show': given(endpoint),
    'gcs endpoint role list': given(endpoint),
    'gcs endpoint update': given(endpoint),
    'gcs user-credential list': given(endpoint),
    'endpoint storage-gateway list': given(endpoint),
    'api groups': nothing,
    'api search': nothing,
    'api flows': nothing,
    'api timers': nothing,
    'streams tunnel list': nothing,
    'list-commands': nothing,
  };
}
