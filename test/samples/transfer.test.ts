import { describe, test } from 'vitest';
import { operations } from '../../src/services/transfer.js';
import type { Exchange } from '../support/fake-api.js';
import { adapterMatchesSamples, rendersSample, samplesOf } from '../support/samples.js';

const file = 'transfer';

adapterMatchesSamples(file, operations, {
  cancel_task: (api, { ids }) => api.cancelTask(ids[0]!),
  create_tunnel: (api, { body }) => api.createTunnel(body),
  delete_tunnel: (api, { last }) => api.deleteTunnel(last),
  endpoint_manager_task_list: (api, { query }) => api.listManagedTasks(query, 1),
  endpoint_manager_task_successful_transfers: (api, { ids }) => api.listManagedSuccessfulTransfers(ids[0]!, 1),
  get_endpoint: (api, { last }) => api.getEndpoint(last),
  get_stream_access_point: (api, { last }) => api.getStreamAccessPoint(last),
  get_submission_id: (api) => api.getSubmissionId(),
  get_tunnel: (api, { last }) => api.getTunnel(last),
  get_tunnel_events: (api, { ids }) => api.listTunnelEvents(ids[0]!),
  list_tunnels: (api) => api.listTunnels(),
  operation_mkdir: (api, { ids, body }) => api.makeDirectory(ids[0]!, body),
  operation_rename: (api, { ids, body }) => api.rename(ids[0]!, body),
  operation_stat: (api, { ids, query }) => api.statFile(ids[0]!, query),
  set_subscription_admin_verified: (api, { ids, body }) => api.setSubscriptionAdminVerified(ids[0]!, body),
  set_subscription_id: (api, { ids, body }) => api.setSubscriptionId(ids[0]!, body),
  submit_delete: (api, { body }) => api.submitDelete(body),
  submit_transfer: (api, { body }) => api.submitTransfer(body),
  task_list: (api, { query }) => api.listTasks(query, 1000),
  update_endpoint: (api, { last, body }) => api.updateEndpoint(last, body),
  update_tunnel: (api, { last, body }) => api.updateTunnel(last, body),
  'v2/create_bookmark': (api, { body }) => api.createBookmarkV2(body),
  'v2/create_tunnel': (api, { body }) => api.createTunnel(body),
  'v2/delete_bookmark': (api, { last }) => api.deleteBookmarkV2(last),
  'v2/delete_tunnel': (api, { last }) => api.deleteTunnel(last),
  'v2/get_bookmark': (api, { last }) => api.getBookmarkV2(last),
  'v2/get_stream_access_point': (api, { last }) => api.getStreamAccessPoint(last),
  'v2/get_tunnel': (api, { last }) => api.getTunnel(last),
  'v2/get_tunnel_events': (api, { ids }) => api.listTunnelEvents(ids[0]!),
  'v2/list_bookmarks': (api) => api.listBookmarksV2(),
  'v2/list_stream_access_points': (api) => api.listStreamAccessPoints(),
  'v2/list_tunnels': (api) => api.listTunnels(),
  'v2/update_bookmark': (api, { last, body }) => api.updateBookmarkV2(last, body),
  'v2/update_tunnel': (api, { last, body }) => api.updateTunnel(last, body),
});

const one = '40000000-0000-0000-0000-000000000001';
const two = '40000000-0000-0000-0000-000000000002';
const point = (id: string) => ({ data: { type: 'StreamAccessPoint', id } });
const tunnel = {
  data: {
    type: 'Tunnel',
    attributes: { submission_id: one, restartable: false },
    relationships: { initiator: point(one), listener: point(two) },
  },
};
const bookmark = {
  data: {
    type: 'Bookmark',
    attributes: { name: 'n', path: '/p/' },
    relationships: { collection: { data: { type: 'Collection', id: one } } },
  },
};
const transfer = 'https://transfer.api.globus.org/v0.10';
/** A personal collection, for the commands that look first. */
const looked = (id: string): Exchange => ({
  method: 'GET',
  url: `${transfer}/endpoint/${id}`,
  response: { id, display_name: 'd', entity_type: 'GCP_mapped_collection' },
});
/** Listings that are read row by row show the rows alone. */
const rows = (document: unknown) => ({ DATA: (document as { readonly DATA: unknown }).DATA });

interface Served {
  /** The line, for the ids of the sample's path. */
  readonly line: (ids: readonly string[]) => readonly string[];
  readonly body?: unknown;
  /** What the request asks for beyond the sample's URL. */
  readonly query?: string;
  readonly first?: (ids: readonly string[]) => readonly Exchange[];
  readonly shows?: (document: unknown) => unknown;
}
const createTunnel: Served = {
  line: () => ['streams', 'tunnel', 'create', one, two, '--submission-id', one],
  body: tunnel,
};
const updateTunnel: Served = {
  line: ([id = '']) => ['streams', 'tunnel', 'update', id, '--label', 'l'],
  body: { data: { type: 'Tunnel', attributes: { label: 'l' } } },
};
const showPoint: Served = { line: ([id = '']) => ['streams', 'access-point', 'show', id] };
const showTunnel: Served = { line: ([id = '']) => ['streams', 'tunnel', 'show', id] };
const tunnelEvents: Served = { line: ([id = '']) => ['streams', 'tunnel', 'events', id] };
const listTunnels: Served = { line: () => ['streams', 'tunnel', 'list'] };
const deleteTunnel: Served = { line: ([id = '']) => ['streams', 'tunnel', 'delete', id] };

/** The command that serves each operation. */
const commands: Readonly<Record<string, Served>> = {
  cancel_task: { line: ([id = '']) => ['task', 'cancel', id] },
  create_tunnel: createTunnel,
  delete_tunnel: deleteTunnel,
  endpoint_manager_task_list: {
    line: () => ['endpoint-manager', 'task', 'list', '--limit', '1'],
    query: '?limit=1000',
    shows: rows,
  },
  endpoint_manager_task_successful_transfers: {
    line: ([id = '']) => ['endpoint-manager', 'task', 'show', id, '-t', '--limit', '1'],
    shows: rows,
  },
  get_endpoint: { line: ([id = '']) => ['endpoint', 'show', id, '--skip-endpoint-type-check'] },
  get_stream_access_point: showPoint,
  get_submission_id: { line: () => ['task', 'generate-submission-id'] },
  get_tunnel: showTunnel,
  get_tunnel_events: tunnelEvents,
  list_tunnels: listTunnels,
  operation_mkdir: { line: ([id = '']) => ['mkdir', `${id}:/a/`], body: { DATA_TYPE: 'mkdir', path: '/a/' } },
  operation_rename: {
    line: ([id = '']) => ['rename', id, '/a', '/b'],
    body: { DATA_TYPE: 'rename', old_path: '/a', new_path: '/b' },
  },
  set_subscription_admin_verified: {
    line: ([id = '']) => ['gcp', 'set-subscription-admin-verified', id, 'true'],
    body: { subscription_admin_verified: true },
    first: ([id = '']) => [looked(id)],
  },
  set_subscription_id: {
    line: ([id = '']) => ['gcp', 'set-subscription-id', id, 'DEFAULT'],
    body: { subscription_id: 'DEFAULT' },
  },
  update_endpoint: {
    line: ([id = '']) => ['endpoint', 'update', id, '--display-name', 'n'],
    body: { DATA_TYPE: 'endpoint', display_name: 'n' },
    first: ([id = '']) => [looked(id)],
  },
  update_tunnel: updateTunnel,
  'v2/create_bookmark': { line: () => ['bookmark', 'v2', 'create', `${one}:/p/`, 'n'], body: bookmark },
  'v2/create_tunnel': createTunnel,
  'v2/delete_bookmark': { line: ([id = '']) => ['bookmark', 'v2', 'delete', id] },
  'v2/delete_tunnel': deleteTunnel,
  'v2/get_bookmark': { line: ([id = '']) => ['bookmark', 'v2', 'show', id], query: '?include=collection' },
  'v2/get_stream_access_point': showPoint,
  'v2/get_tunnel': showTunnel,
  'v2/get_tunnel_events': tunnelEvents,
  'v2/list_bookmarks': { line: () => ['bookmark', 'v2', 'list'], query: '?include=collection' },
  'v2/list_stream_access_points': { line: () => ['streams', 'access-point', 'list'] },
  'v2/list_tunnels': listTunnels,
  'v2/update_bookmark': {
    line: ([id = '']) => ['bookmark', 'v2', 'update', id, '--name', 'n'],
    body: { data: { type: 'Bookmark', attributes: { name: 'n' } } },
  },
  'v2/update_tunnel': updateTunnel,
};
/** Rendered by their commands in the tests of `task`, `transfer`, `delete` and `stat`. */
const elsewhere = ['operation_stat', 'submit_delete', 'submit_transfer', 'task_list'];

const samples = samplesOf(file);
describe.runIf(samples)('the sample documents of Transfer in their commands', () => {
  for (const [operation, cases] of Object.entries(samples ?? {})) {
    if (elsewhere.includes(operation)) continue;
    test(operation, async () => {
      const served = commands[operation];
      const sample = cases['default']?.[0];
      if (!served || !sample) throw new Error(`no command serves ${operation}`);
      const ids = new URL(sample.url).pathname.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
      const exchange = {
        method: sample.method,
        url: `${sample.url}${served.query ?? ''}`,
        body: served.body,
        status: sample.status,
        response: sample.json,
      };
      await rendersSample(served.line(ids), exchange, {
        exchanges: served.first?.(ids) ?? [],
        ...(served.shows && { shows: served.shows }),
      });
    });
  }
});
