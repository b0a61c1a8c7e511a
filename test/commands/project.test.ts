import { describe, expect, test } from 'vitest';
import { authGet, authRefusal, authSend } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { authUrl, person, personId } from '../support/transfer.js';

const id = '50000000-0000-0000-0000-000000000001';
const groupId = '50000000-0000-0000-0000-000000000002';
const project = {
  id,
  display_name: 'Portal',
  project_name: 'Portal',
  contact_email: 'p@example.org',
  admin_ids: [personId],
  admin_group_ids: null,
  admins: { identities: [{ id: personId, username: 'ada@example.org' }], groups: [] },
};
const shown = `Project ID:           ${id}
Name:                 Portal
Contact E-mail:       p@example.org
Administrators:       ada@example.org
Administrator Groups: None
`;
const lookup = authGet('identities?usernames=ada%40example.org&provision=false', person);

test('project list', async () => {
  const projects = { projects: [project, { ...project, admins: undefined }] };
  const api = () => fakeApi([authGet('projects', projects)]);
  expect(cells((await globus(['project', 'list'], { api: api() })).stdout)).toEqual([
    ['Project ID', 'Name', 'Contact E-mail', 'Administrators'],
    [id, 'Portal', 'p@example.org', 'ada@example.org'],
    [id, 'Portal', 'p@example.org', personId],
  ]);
  expect(JSON.parse((await globus(['project', 'list', '--limit', '1', '-Fjson'], { api: api() })).stdout)).toEqual({
    projects: [project],
  });
  expect(
    (await globus(['project', 'list'], { api: fakeApi([{ ...authGet('projects', {}), ...authRefusal }]) })).code,
  ).toBe(1);
});

test('project show', async () => {
  const line = ['project', 'show', id];
  expect((await globus(line, { api: fakeApi([authGet(`projects/${id}`, { project })]) })).stdout).toBe(shown);
  expect(
    (
      await globus([...line, '--jmespath', 'project.contact_email'], {
        api: fakeApi([authGet(`projects/${id}`, { project })]),
      })
    ).stdout,
  ).toBe('"p@example.org"\n');
  expect((await globus(['project', 'show', '1405823f-0597'])).code).toBe(2);
});

describe('project create', () => {
  const body = (more: object) => ({ project: { display_name: 'Portal', contact_email: 'p@example.org', ...more } });
  const line = ['project', 'create', 'Portal', '--contact-email', 'p@example.org'];
  test('makes you the administrator', async () => {
    const me = { method: 'GET', url: 'https://auth.globus.org/v2/oauth2/userinfo', response: { sub: personId } };
    const api = fakeApi([me, authSend('POST', 'projects', body({ admin_ids: [personId] }), { project })]);
    expect((await globus(line, { api })).stdout).toBe(shown);
  });
  test('makes those named the administrators', async () => {
    const api = fakeApi([
      lookup,
      authSend('POST', 'projects', body({ admin_ids: [personId, id], admin_group_ids: [groupId] }), { project }),
    ]);
    expect(
      JSON.parse(
        (
          await globus([...line, '--admin', 'ada@example.org', '--admin', id, '--admin-group', groupId, '-Fjson'], {
            api,
          })
        ).stdout,
      ),
    ).toEqual({ project });
  });
  test('wants an address', async () => {
    expect((await globus(['project', 'create', 'Portal'])).code).toBe(2);
  });
});

test('project update', async () => {
  const line = ['project', 'update', id];
  const api = fakeApi([
    lookup,
    authSend(
      'PUT',
      `projects/${id}`,
      {
        project: {
          display_name: 'New',
          contact_email: 'n@example.org',
          admin_ids: [personId],
          admin_group_ids: [groupId],
        },
      },
      { project },
    ),
  ]);
  expect(
    (
      await globus(
        [
          ...line,
          '--display-name',
          'New',
          '--contact-email',
          'n@example.org',
          '--admin',
          'ada@example.org',
          '--admin-group',
          groupId,
        ],
        { api },
      )
    ).stdout,
  ).toBe(shown);
  const one = fakeApi([authSend('PUT', `projects/${id}`, { project: { display_name: 'New' } }, { project })]);
  expect((await globus([...line, '--display-name', 'New', '--jmespath', 'project.id'], { api: one })).stdout).toBe(
    `"${id}"\n`,
  );
  expect((await globus(line)).code).toBe(2);
});

test('project delete', async () => {
  const line = ['project', 'delete', id];
  const remove = { method: 'DELETE', url: `${authUrl}/projects/${id}` };
  expect((await globus(line, { api: fakeApi([{ ...remove, response: { project } }]) })).stdout).toBe(
    `Project ${id} (Portal) deleted.\n`,
  );
  expect(
    JSON.parse(
      (await globus([...line, '--yes', '-Fjson'], { api: fakeApi([{ ...remove, response: { project } }]) })).stdout,
    ),
  ).toEqual({ project });
  expect((await globus(line, { api: fakeApi([{ ...remove, ...authRefusal }]) })).code).toBe(1);
});
