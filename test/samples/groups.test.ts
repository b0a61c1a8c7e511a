import { describe, expect, test } from 'vitest';
import { operations } from '../../src/services/groups.js';
import type { GroupPolicies } from '../../src/services/groups-documents.js';
import { adapterMatchesSamples, rendersSample, type Sample, samplesOf } from '../support/samples.js';

const file = 'groups';
const subscription = 'f81a872c-e76d-11f1-9ff5-02fc00000001';

adapterMatchesSamples(file, operations, {
  create_group: (api, { body }) => api.createGroup(body),
  delete_group: (api, { last }) => api.deleteGroup(last),
  get_group: (api, { last }) => api.getGroup(last),
  get_group_by_subscription_id: (api, { last }) => api.getGroupBySubscriptionId(last),
  get_my_groups: (api) => api.getMyGroups(),
  set_group_policies: (api, { ids, body }) => api.setGroupPolicies(ids[0]!, body as unknown as GroupPolicies),
  set_subscription_admin_verified: (api, { ids }) => api.setSubscriptionAdminVerified(ids[0]!, subscription),
});

const samples = samplesOf(file);
const sample = (operation: string, name = 'default'): Sample => samples![operation]![name]![0]!;
const exchange = ({ method, url, status, json }: Sample, more: { body?: unknown; query?: string } = {}) => ({
  method,
  url: `${url}${more.query ?? ''}`,
  body: more.body,
  status,
  response: json,
});
const idOf = ({ url }: Sample) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(url)?.[0] ?? '';

describe.runIf(samples)('the sample documents of Groups in their commands', () => {
  test('create_group', async () => {
    await rendersSample(
      ['group', 'create', 'Rough Riders', '--description', 'd'],
      exchange(sample('create_group'), { body: { name: 'Rough Riders', description: 'd' } }),
    );
  });
  test('delete_group', async () => {
    await rendersSample(['group', 'delete', idOf(sample('delete_group')), '--yes'], exchange(sample('delete_group')));
  });
  test.each(['default', 'subscription'])('get_group (%s)', async (name) => {
    const given = sample('get_group', name);
    const { text } = await rendersSample(
      ['group', 'show', idOf(given)],
      exchange(given, { query: '?include=my_memberships' }),
    );
    expect(text).toContain((given.json as { name: string }).name);
  });
  test('get_group_by_subscription_id', async () => {
    const { text } = await rendersSample(
      ['group', 'get-subscription-info', subscription],
      exchange(sample('get_group_by_subscription_id')),
    );
    expect(text).toContain('High Assurance');
  });
  test('get_my_groups', async () => {
    const { text } = await rendersSample(['group', 'list'], exchange(sample('get_my_groups')));
    for (const { id } of sample('get_my_groups').json as { id: string }[]) expect(text).toContain(id);
  });
  test('set_group_policies', async () => {
    const given = sample('set_group_policies');
    const before = { method: 'GET', url: given.url, response: { ...(given.json as object), join_requests: true } };
    const policies = exchange(given, { body: given.json });
    await rendersSample(['group', 'set-policies', idOf(given), '--no-join-requests'], policies, {
      exchanges: [before],
    });
    const { text } = await rendersSample(['group', 'policies', 'show', idOf(given)], {
      ...policies,
      method: 'GET',
      body: undefined,
    });
    expect(text).toContain('address1');
  });
  test('set_subscription_admin_verified', async () => {
    const given = sample('set_subscription_admin_verified');
    await rendersSample(
      ['group', 'set-subscription-admin-verified', idOf(given), subscription],
      exchange(given, { body: { subscription_admin_verified_id: subscription } }),
    );
  });
});
