import { expect, test } from 'vitest';
import { authGet, authRefusal, authSend } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { authUrl } from '../support/transfer.js';

const id = '60000000-0000-0000-0000-000000000001';
const projectId = '60000000-0000-0000-0000-000000000002';
const policy = {
  id,
  project_id: projectId,
  display_name: 'Lab',
  description: 'Members',
  high_assurance: true,
  authentication_assurance_timeout: 35,
  required_mfa: false,
  domain_constraints_include: ['a.org', 'b.org'],
  domain_constraints_exclude: null,
};
const shown = `Policy ID:                        ${id}
Project ID:                       ${projectId}
Name:                             Lab
Description:                      Members
High Assurance:                   True
Authentication Assurance Timeout: 35
Required MFA:                     False
Included Domains:                 a.org, b.org
Excluded Domains:                 None
`;

test('policy list', async () => {
  const document = { policies: [policy, policy] };
  const api = () => fakeApi([authGet('policies', document)]);
  const row = [id, 'Lab', projectId, 'True', 'False'];
  expect(cells((await globus(['policy', 'list'], { api: api() })).stdout)).toEqual([
    ['Policy ID', 'Name', 'Project ID', 'High Assurance', 'Required MFA'],
    row,
    row,
  ]);
  expect(JSON.parse((await globus(['policy', 'list', '--limit', '1', '-Fjson'], { api: api() })).stdout)).toEqual({
    policies: [policy],
  });
  expect(
    (await globus(['policy', 'list'], { api: fakeApi([{ ...authGet('policies', {}), ...authRefusal }]) })).code,
  ).toBe(1);
});

test('policy show', async () => {
  const api = () => fakeApi([authGet(`policies/${id}`, { policy })]);
  expect((await globus(['policy', 'show', id], { api: api() })).stdout).toBe(shown);
  expect((await globus(['policy', 'show', id, '--jmespath', 'policy.required_mfa'], { api: api() })).stdout).toBe(
    'false\n',
  );
  // no id, so a name: one that no policy has
  const unknown = await globus(['policy', 'show', 'Lab'], { api: fakeApi([authGet('policies', { policies: [] })]) });
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain(
    "no policy that you can see is named 'Lab'.\n\nSee what there is:  globus policy list\n",
  );
});

test('policy create', async () => {
  const line = ['policy', 'create', 'Lab', '--project', projectId, '--description', 'Members'];
  const common = { project_id: projectId, display_name: 'Lab', description: 'Members' };
  expect(
    (await globus(line, { api: fakeApi([authSend('POST', 'policies', { policy: common }, { policy })]) })).stdout,
  ).toBe(shown);
  const all = {
    ...common,
    high_assurance: true,
    authentication_assurance_timeout: 3600,
    required_mfa: true,
    domain_constraints_include: ['a.org', 'b.org'],
    domain_constraints_exclude: null,
  };
  const flags = [
    '--high-assurance',
    '--authentication-assurance-timeout',
    '3600',
    '--required-mfa',
    '--domain-constraints-include',
    'a.org, b.org',
    '--domain-constraints-exclude',
    'null',
  ];
  expect(
    JSON.parse(
      (
        await globus([...line, ...flags, '-Fjson'], {
          api: fakeApi([authSend('POST', 'policies', { policy: all }, { policy })]),
        })
      ).stdout,
    ),
  ).toEqual({ policy });
  expect((await globus(['policy', 'create', 'Lab', '--description', 'Members'])).code).toBe(2);
});

test('policy update', async () => {
  const put = (fields: object) => fakeApi([authSend('PUT', `policies/${id}`, { policy: fields }, { policy })]);
  expect(
    (
      await globus(['policy', 'update', id, '--no-required-mfa', '--domain-constraints-include', 'null'], {
        api: put({ required_mfa: false, domain_constraints_include: null }),
      })
    ).stdout,
  ).toBe(shown);
  const rest = ['--display-name', 'N', '--description', 'D', '--project', projectId];
  expect(
    (
      await globus(['policy', 'update', id, ...rest, '--jmespath', 'policy.id'], {
        api: put({ display_name: 'N', description: 'D', project_id: projectId }),
      })
    ).stdout,
  ).toBe(`"${id}"\n`);
  expect((await globus(['policy', 'update', id])).code).toBe(2);
  for (const domains of ['a.org b.org', 'a.org;b.org', '["a.org"]', "'a.org'"])
    expect((await globus(['policy', 'update', id, '--domain-constraints-exclude', domains])).code).toBe(2);
});

test('policy delete', async () => {
  const remove = { method: 'DELETE', url: `${authUrl}/policies/${id}` };
  expect((await globus(['policy', 'delete', id], { api: fakeApi([{ ...remove, response: { policy } }]) })).stdout).toBe(
    `Policy ${id} (Lab) deleted.\n`,
  );
  expect(
    JSON.parse(
      (await globus(['policy', 'delete', id, '-Fjson'], { api: fakeApi([{ ...remove, response: { policy } }]) }))
        .stdout,
    ),
  ).toEqual({ policy });
  expect((await globus(['policy', 'delete', id], { api: fakeApi([{ ...remove, ...authRefusal }]) })).code).toBe(1);
});
