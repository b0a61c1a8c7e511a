/** Whoever gets something can be said by name: people by username, groups by `group:NAME`. */
import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { adaId, adaUrn, endpointId, groupId, known, logins, managerUrl, mappedId, result } from './gcs/server.js';

const flowId = '66015f60-c032-4276-89e1-c669950a8d26';
const runId = '1f31c60f-2a0d-4d6d-bb5a-0f0e0e6b3f5c';
const groupUrn = `urn:globus:groups:id:${groupId}`;
const groups: Exchange = {
  method: 'GET',
  url: 'https://groups.api.globus.org/v2/groups/my_groups?statuses=active,invited,pending',
  response: [
    { id: groupId, name: 'Genome lab', my_memberships: [{ role: 'admin', status: 'active' }] },
    { id: endpointId, name: 'Another', my_memberships: [] },
  ],
};
const ada: Exchange = {
  method: 'GET',
  url: 'https://auth.globus.org/v2/api/identities?usernames=ada@example.org&provision=false',
  response: { identities: [{ id: adaId, username: 'ada@example.org' }] },
};
const made = (method: string, url: string, body: object): Exchange => ({
  method,
  url,
  body,
  response: { id: flowId, run_id: runId, ...body },
});
const run = (argv: readonly string[], exchanges: readonly Exchange[]) =>
  globus([...argv, '-F', 'json'], { api: fakeApi(exchanges, { lenientReads: true }), logins });

const flow = { definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }, title: 'Copy' };
const nobody = {
  input_schema: {},
  subscription_id: null,
  flow_administrators: [],
  flow_starters: [],
  flow_viewers: [],
  keywords: [],
  run_managers: [],
  run_monitors: [],
};
const flows = 'https://flows.automate.globus.org';
const both = ['ada@example.org', 'group:genome LAB'];
const urns = [adaUrn, groupUrn];

describe('principals of flows', () => {
  test.each([
    ['starter', 'flow_starters'],
    ['viewer', 'flow_viewers'],
    ['administrator', 'flow_administrators'],
    ['run-manager', 'run_managers'],
    ['run-monitor', 'run_monitors'],
  ])('--%s of a new one', async (flag, field) => {
    const sent = made('POST', `${flows}/flows`, { ...flow, ...nobody, [field]: urns });
    const line = ['flows', 'create', 'Copy', JSON.stringify(flow.definition)];
    expect(await run([...line, ...both.flatMap((who) => [`--${flag}`, who])], [groups, ada, sent])).toMatchObject({
      code: 0,
    });
  });
  test.each([
    ['starters', 'flow_starters'],
    ['viewers', 'flow_viewers'],
    ['administrators', 'flow_administrators'],
    ['run-managers', 'run_managers'],
    ['run-monitors', 'run_monitors'],
  ])('--%s of one that is there', async (flag, field) => {
    const sent = made('PUT', `${flows}/flows/${flowId}`, { [field]: [...urns, 'public'] });
    const line = ['flows', 'update', flowId, `--${flag}`, [...both, 'public'].join(',')];
    expect(await run(line, [groups, ada, sent])).toMatchObject({ code: 0 });
  });
  test('of a run', async () => {
    const sent = made('PUT', `${flows}/runs/${runId}`, { run_managers: [groupUrn], run_monitors: [adaUrn] });
    const line = ['flows', 'run', 'update', runId, '--managers', 'group:Genome lab', '--monitors', 'ada@example.org'];
    expect(await run(line, [groups, ada, sent])).toMatchObject({ code: 0 });
  });
  test('a word that only the service knows is left to it, and ids and URNs cost no request', async () => {
    const words = ['public', adaId, `group:${groupId}`, groupUrn];
    const sent = made('PUT', `${flows}/flows/${flowId}`, {
      flow_viewers: ['public', adaUrn, groupUrn, groupUrn],
    });
    const line = ['flows', 'update', flowId, '--viewers', words.join(',')];
    expect(await run(line, [sent])).toMatchObject({ code: 0 });
  });
});

test('a name with a comma stands in double quotes, where commas are between', async () => {
  const sent = made('PUT', `${flows}/flows/${flowId}`, { flow_viewers: [groupUrn, 'public', groupUrn] });
  const line = ['flows', 'update', flowId, '--viewers', 'group:"Genome, lab",public,group:"Genome, lab"'];
  const named = { ...groups, response: [{ id: groupId, name: 'Genome, lab' }] };
  expect(await run(line, [named, sent])).toMatchObject({ code: 0 });
});

describe('principals of roles', () => {
  const types = [
    ['group:Genome lab', undefined],
    ['group:genome LAB', 'group'],
    ['Genome lab', 'group'],
    [`group:${groupId}`, undefined],
    ['group:"Genome lab"', undefined],
    [groupId, 'group'],
  ] as const;
  const role = (collection?: string) => ({
    DATA_TYPE: 'role#1.0.0',
    principal: groupUrn,
    role: 'administrator',
    ...(collection && { collection }),
  });
  test.each(types)('on an index: %s %s', async (who, type) => {
    const role = { role_name: 'writer', principal: groupUrn };
    const url = `https://search.api.globus.org/v1/index/${flowId}/role`;
    const sent = { ...made('POST', url, role), response: { id: runId, ...role } };
    const line = ['search', 'index', 'role', 'create', flowId, 'writer', who, ...(type ? ['--type', type] : [])];
    expect(await run(line, [groups, sent])).toMatchObject({ code: 0 });
  });
  test.each(types)('on an endpoint and a collection of Globus Connect Server: %s %s', async (who, type) => {
    const rest = ['administrator', who, ...(type ? ['--principal-type', type] : [])];
    for (const [kind, id] of [
      ['endpoint', undefined],
      ['collection', mappedId],
    ] as const) {
      const sent = { ...made('POST', `${managerUrl}/roles`, role(id)), response: result([role(id)]) };
      const line = ['gcs', kind, 'role', 'create', id ?? endpointId, ...rest];
      expect(await run(line, [...known, groups, sent])).toMatchObject({ code: 0 });
    }
  });
});

describe('nothing is changed for', () => {
  test.each([
    [
      ['flows', 'update', flowId, '--viewers', 'group:Chemists'],
      "Invalid value for --viewers: no group that you can see is named 'Chemists'.",
    ],
    [['flows', 'update', flowId, '--viewers', 'group:'], "Invalid value for --viewers: 'group:' names no group."],
    [['flows', 'update', flowId, '--viewers', 'nobody@example.org'], "Nobody has the username 'nobody@example.org'."],
    [
      ['search', 'index', 'role', 'create', flowId, 'writer', 'Chemists', '--type', 'group'],
      "Invalid value for PRINCIPAL: no group that you can see is named 'Chemists'.",
    ],
    [
      ['search', 'index', 'role', 'create', flowId, 'writer', 'group:Genome lab', '--type', 'identity'],
      "'group:Genome lab' is a group, and --type says identity.",
    ],
  ] as const)('%j', async (line, message) => {
    const { code, stderr, stdout } = await run(line, [...known, groups]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
