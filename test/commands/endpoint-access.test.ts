import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import {
  authUrl,
  collectionId,
  nameOfPerson,
  person,
  personId,
  refusal,
  result,
  transferUrl,
} from '../support/transfer.js';

const access = `${transferUrl}/endpoint/${collectionId}/access`;
const target = `${collectionId}:/data/`;
const groupId = 'a6de8802-6bce-4dd8-afa0-28dc38db5c77';
const created = {
  code: 'Created',
  DATA_TYPE: 'access_create_result',
  access_id: 'rule-7',
  message: 'Access rule created successfully.',
};
const rule = (id: string, principal_type: string, principal: string) => ({
  DATA_TYPE: 'access',
  id,
  principal_type,
  principal,
  path: '/data/',
  permissions: 'r',
  expiration_date: null,
});
const rules = {
  DATA_TYPE: 'access_list',
  DATA: [rule('1', 'identity', personId), rule('2', 'group', groupId), rule('3', 'anonymous', '')],
};

describe('endpoint permission create', () => {
  const body = { DATA_TYPE: 'access', permissions: 'r', path: '/data/' };
  test.each([
    ['--all-authenticated', [], 'all_authenticated_users', ''],
    ['--anonymous', [], 'anonymous', ''],
    ['--group', [groupId], 'group', groupId],
    ['--identity', [personId], 'identity', personId],
  ])('%s names the principal without asking anyone', async (flag, value, principal_type, principal) => {
    const api = fakeApi([
      { method: 'POST', url: access, body: { ...body, principal_type, principal }, response: created },
    ]);
    const run = await globus(['endpoint', 'permission', 'create', target, '--permissions', 'R', flag, ...value], {
      api,
    });
    expect(run).toEqual({
      code: 0,
      stdout: 'Message: Access rule created successfully.\nRule ID: rule-7\n',
      stderr: '',
    });
  });

  test('sends the words of the mail along, and prints JSON', async () => {
    const sent = {
      ...body,
      principal_type: 'identity',
      principal: personId,
      notify_email: 'ada@example.org',
      notify_message: 'Have a look',
      expiration_date: '2030-01-01T10:00:00',
    };
    const api = fakeApi([
      { method: 'GET', url: `${authUrl}/identities?usernames=ada%40example.org&provision=true`, response: person },
      { method: 'POST', url: access, body: sent, response: created },
    ]);
    const { stdout } = await globus(
      [
        'endpoint',
        'permission',
        'create',
        target,
        '--permissions',
        'r',
        '--provision-identity',
        'ada@example.org',
        '--notify-email',
        'ada@example.org',
        '--notify-message',
        'Have a look',
        '--expiration-date',
        '2030-01-01T10:00:00',
        '-Fjson',
      ],
      { api },
    );
    expect(JSON.parse(stdout)).toEqual(created);
  });

  test('refuses two principals, a missing path and a date that does not exist', async () => {
    const base = ['endpoint', 'permission', 'create'];
    expect((await globus([...base, target, '--permissions', 'r', '--anonymous', '--group', groupId])).code).toBe(2);
    expect((await globus([...base, collectionId, '--permissions', 'r', '--anonymous'])).code).toBe(2);
    expect(
      (await globus([...base, target, '--permissions', 'r', '--anonymous', '--expiration-date', '2030-02-31'])).code,
    ).toBe(2);
  });
});

describe('endpoint permission list, show, update and delete', () => {
  test('list names people and groups', async () => {
    const api = fakeApi([{ method: 'GET', url: `${access}_list`, response: rules }, nameOfPerson]);
    const { stdout } = await globus(['endpoint', 'permission', 'list', collectionId], { api });
    expect(stdout.split('\n').map((line) => line.split(' | ').map((cell) => cell.trim()))).toEqual([
      ['Rule ID', 'Permissions', 'Shared With', 'Path'],
      [expect.stringMatching(/^[-+]+$/)],
      ['1', 'r', 'ada@example.org', '/data/'],
      ['2', 'r', `https://app.globus.org/groups/${groupId}`, '/data/'],
      ['3', 'r', 'anonymous', '/data/'],
      [''],
    ]);
  });

  test('list --limit cuts the document', async () => {
    const api = fakeApi([{ method: 'GET', url: `${access}_list`, response: rules }]);
    const { stdout } = await globus(['endpoint', 'permission', 'list', collectionId, '--limit', '1', '-F', 'json'], {
      api,
    });
    expect(JSON.parse(stdout)).toEqual({ ...rules, DATA: rules.DATA.slice(0, 1) });
  });

  test('show prints a rule for everyone without a look-up', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: `${access}/3`,
        response: { ...rules.DATA[2], expiration_date: '2030-01-01T00:00:00+00:00' },
      },
    ]);
    const { stdout } = await globus(['endpoint', 'permission', 'show', collectionId, '3'], { api });
    expect(stdout).toBe(
      'Rule ID:         3\nPermissions:     r\nShared With:     anonymous\nPath:            /data/\nExpiration Date: 2030-01-01T00:00:00+00:00\n',
    );
  });

  test('show fails where the service does', async () => {
    const api = fakeApi([{ method: 'GET', url: `${access}/3`, ...refusal }]);
    expect(await globus(['endpoint', 'permission', 'show', collectionId, '3'], { api })).toMatchObject({
      code: 1,
      stdout: '',
    });
  });

  test('update sends what is given, and wants something', async () => {
    const api = fakeApi([
      {
        method: 'PUT',
        url: `${access}/3`,
        body: { DATA_TYPE: 'access', permissions: 'rw' },
        response: result('Updated', 'Updated it.'),
      },
    ]);
    expect(
      (await globus(['endpoint', 'permission', 'update', collectionId, '3', '--permissions', 'rw'], { api })).stdout,
    ).toBe('Updated it.\n');
    expect((await globus(['endpoint', 'permission', 'update', collectionId, '3'])).code).toBe(2);
  });

  test('delete says what the service says, as text and as JSON', async () => {
    const gone = result('Deleted', 'Access rule deleted.');
    const api = () => fakeApi([{ method: 'DELETE', url: `${access}/3`, response: gone }]);
    expect((await globus(['endpoint', 'permission', 'delete', collectionId, '3'], { api: api() })).stdout).toBe(
      'Access rule deleted.\n',
    );
    expect(
      JSON.parse(
        (await globus(['endpoint', 'permission', 'delete', collectionId, '3', '--yes', '-F', 'json'], { api: api() }))
          .stdout,
      ),
    ).toEqual(gone);
    expect((await globus(['endpoint', 'permission', 'delete', collectionId])).code).toBe(2);
  });
});

describe('endpoint role', () => {
  const roles = `${transferUrl}/endpoint/${collectionId}/role`;
  const role = {
    DATA_TYPE: 'role',
    id: 'role-1',
    principal_type: 'identity',
    principal: personId,
    role: 'access_manager',
  };
  const groupRole = { ...role, id: 'role-2', principal_type: 'group', principal: groupId, role: 'administrator' };

  test('create looks a username up', async () => {
    const api = fakeApi([
      { method: 'GET', url: `${authUrl}/identities?usernames=ada%40example.org&provision=false`, response: person },
      {
        method: 'POST',
        url: roles,
        body: { DATA_TYPE: 'role', role: 'access_manager', principal_type: 'identity', principal: personId },
        response: role,
      },
    ]);
    const { stdout } = await globus(
      ['endpoint', 'role', 'create', collectionId, '--role', 'access_manager', '--identity', 'ada@example.org'],
      { api },
    );
    expect(stdout).toBe('ID: role-1\n');
  });

  test('create fails for a username nobody has, before anything changes', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: `${authUrl}/identities?usernames=nobody%40example.org&provision=false`,
        response: { identities: [] },
      },
    ]);
    const run = await globus(
      ['endpoint', 'role', 'create', collectionId, '--role', 'administrator', '--identity', 'nobody@example.org'],
      { api },
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("Nobody has the username 'nobody@example.org'.");
  });

  test('list names people and groups; JSON is the document', async () => {
    const page = { DATA_TYPE: 'role_list', DATA: [role, groupRole] };
    const listed = { method: 'GET', url: `${roles}_list`, response: page };
    const { stdout } = await globus(['endpoint', 'role', 'list', collectionId], {
      api: fakeApi([listed, nameOfPerson]),
    });
    expect(
      stdout
        .split('\n')
        .filter((_, i) => i !== 1)
        .map((line) => line.split('|').map((cell) => cell.trim())),
    ).toEqual([
      ['Principal Type', 'Role ID', 'Principal', 'Role'],
      ['identity', 'role-1', 'ada@example.org', 'access_manager'],
      ['group', 'role-2', `https://app.globus.org/groups/${groupId}`, 'administrator'],
      [''],
    ]);
    expect(
      JSON.parse(
        (await globus(['endpoint', 'role', 'list', collectionId, '-F', 'json'], { api: fakeApi([listed]) })).stdout,
      ),
    ).toEqual(page);
  });

  test('show and delete', async () => {
    const shown = await globus(['endpoint', 'role', 'show', collectionId, 'role-1'], {
      api: fakeApi([{ method: 'GET', url: `${roles}/role-1`, response: role }, nameOfPerson]),
    });
    expect(shown.stdout).toBe(
      'Principal Type: identity\nPrincipal:      ada@example.org\nRole:           access_manager\n',
    );
    const one = { method: 'DELETE', url: `${roles}/role-1` };
    const deleted = await globus(['endpoint', 'role', 'delete', collectionId, 'role-1'], {
      api: fakeApi([{ ...one, response: result('Deleted', 'Role deleted.') }]),
    });
    expect(deleted.stdout).toBe('Role deleted.\n');
    expect(
      (await globus(['endpoint', 'role', 'delete', collectionId, 'role-1'], { api: fakeApi([{ ...one, ...refusal }]) }))
        .code,
    ).toBe(1);
    expect(
      (
        await globus(['endpoint', 'role', 'show', collectionId, 'role-1', '--jmespath', 'role'], {
          api: fakeApi([{ method: 'GET', url: `${roles}/role-1`, response: role }]),
        })
      ).stdout,
    ).toBe('"access_manager"\n');
  });
});
