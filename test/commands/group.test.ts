import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder } from '../support/globus.js';
import { sandboxUser } from '../support/sandbox-user.js';
import { personId } from '../support/transfer.js';

const group = 'f81a857e-e76d-11f1-9ff5-02fc00000001';
const other = '58cf49f4-06ea-4b76-934c-d5c9f6c3a1b2';
const base = 'https://groups.api.globus.org/v2';
const url = `${base}/groups/${group}`;
const document = {
  id: group,
  name: 'Lab',
  description: null,
  group_type: 'regular',
  enforce_session: false,
  my_memberships: [{ role: 'member' }, { role: 'admin' }],
};
const refusal = { status: 403, response: { code: 'FORBIDDEN', detail: 'You may not', request_id: 'r' } };
const lookUp = (names: readonly string[], found: Readonly<Record<string, string>>, provision = 'false'): Exchange => ({
  method: 'GET',
  url: `https://auth.globus.org/v2/api/identities?usernames=${names.join(',')}&provision=${provision}`,
  response: { identities: Object.entries(found).map(([username, id]) => ({ id, username })) },
});
const nameOf = (id: string): Exchange => ({
  method: 'GET',
  url: `https://auth.globus.org/v2/api/identities?ids=${id}`,
  response: { identities: [{ id, username: 'ada@example.org' }] },
});
const me: Exchange = { method: 'GET', url: 'https://auth.globus.org/v2/oauth2/userinfo', response: { sub: personId } };

describe('group', () => {
  test('create', async () => {
    const made = { method: 'POST', url: `${base}/groups`, body: { name: 'Lab', parent_id: other }, response: document };
    const argv = ['group', 'create', 'Lab', '--parent-id', other];
    expect((await globus(argv, { api: fakeApi([made]) })).stdout).toBe(`Group ${group} created successfully\n`);
    expect((await globus([...argv, '--jmespath', 'id', '-F', 'unix'], { api: fakeApi([made]) })).stdout).toBe(
      `${group}\n`,
    );
    expect(await globus(argv, { api: fakeApi([{ ...made, ...refusal }]) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('You may not'),
    });
  });
  test('list', async () => {
    const mine = {
      method: 'GET',
      url: `${base}/groups/my_groups`,
      response: [document, { ...document, id: other, name: 'Second' }],
    };
    expect((await globus(['group', 'list'], { api: fakeApi([mine]) })).stdout).toMatch(
      new RegExp(`${group} \\| Lab +\\| regular +\\| not strict +\\| admin,member`),
    );
    const some = { ...mine, url: `${mine.url}?statuses=invited,pending` };
    const argv = [
      'group',
      'list',
      '--filter-status',
      'invited',
      '--filter-status',
      'pending',
      '--limit',
      '1',
      '--jmespath',
      '[].id',
    ];
    expect((await globus(argv, { api: fakeApi([some]) })).stdout).toBe(`[\n  "${group}"\n]\n`);
    expect((await globus(['group', 'list', '--filter-status', 'gone'])).code).toBe(2);
  });
  const policies = {
    is_high_assurance: false,
    authentication_assurance_timeout: 28_800,
    group_visibility: 'private',
    group_members_visibility: 'managers',
    join_requests: false,
    signup_fields: ['city'],
  };
  const read = { method: 'GET', url: `${url}/policies`, response: policies };
  test('set-policies keeps what was not named', async () => {
    const written = {
      method: 'PUT',
      url: `${url}/policies`,
      body: { ...policies, join_requests: true, signup_fields: ['institution', 'department'] },
      response: { ...policies, join_requests: true },
    };
    const argv = ['group', 'set-policies', group, '--join-requests', '--signup-fields', 'institution,Department'];
    expect((await globus(argv, { api: fakeApi([read, written]) })).stdout).toBe(
      'Group policies updated successfully\n',
    );
    expect((await globus([...argv, '--jmespath', 'join_requests'], { api: fakeApi([read, written]) })).stdout).toBe(
      'true\n',
    );
    expect((await globus(['group', 'set-policies', group])).code).toBe(2);
    expect((await globus(['group', 'set-policies', group, '--signup-fields', 'shoe_size'])).code).toBe(2);
  });
  test('policies show', async () => {
    expect((await globus(['group', 'policies', 'show', group], { api: fakeApi([read]) })).stdout).toMatch(
      /Visibility: +private\nMembership Visibility: +managers\nJoin Requests Allowed: +False\nSignup Fields: +city\n/,
    );
    expect(
      JSON.parse((await globus(['group', 'policies', 'show', group, '-F', 'json'], { api: fakeApi([read]) })).stdout),
    ).toEqual(policies);
    expect((await globus(['group', 'policies', 'show', group], { api: fakeApi([{ ...read, ...refusal }]) })).code).toBe(
      1,
    );
  });
});

describe('what one says about oneself', () => {
  const preferences = { [personId]: { allow_add: true } };
  test('preferences show', async () => {
    const read = { method: 'GET', url: `${base}/preferences`, response: preferences };
    expect(
      (await globus(['group', 'preferences', 'show'], { api: fakeApi([read, nameOf(personId)]) })).stdout,
    ).toContain(`ada@example.org | ${personId} | True`);
    expect(
      JSON.parse((await globus(['group', 'preferences', 'show', '-F', 'json'], { api: fakeApi([read]) })).stdout),
    ).toEqual(preferences);
    expect((await globus(['group', 'preferences', 'show'], { logins: {} })).code).toBe(4);
  });
  test('preferences set', async () => {
    const written = {
      method: 'PUT',
      url: `${base}/preferences`,
      body: { [personId]: { allow_add: false } },
      response: { [personId]: { allow_add: false } },
    };
    expect(
      (
        await globus(['group', 'preferences', 'set', '--no-allow-add'], {
          api: fakeApi([me, written, nameOf(personId)]),
        })
      ).stdout,
    ).toContain('False');
    const argv = ['group', 'preferences', 'set', '--no-allow-add', '--identity', personId, '-F', 'json'];
    expect(JSON.parse((await globus(argv, { api: fakeApi([written]) })).stdout)).toEqual(written.response);
    expect((await globus(['group', 'preferences', 'set'])).code).toBe(2);
  });
  const fields = {
    method: 'GET',
    url: `${url}/membership_fields`,
    response: { [personId]: { institution: 'Chicago', city: null } },
  };
  test('membership-fields show', async () => {
    const { stdout } = await globus(['group', 'membership-fields', 'show', group], {
      api: fakeApi([fields, nameOf(personId)]),
    });
    expect(stdout).toMatch(
      /ada@example\.org \| \S+ \| city +\| None *\nada@example\.org \| \S+ \| institution \| Chicago/,
    );
    expect(
      JSON.parse(
        (await globus(['group', 'membership-fields', 'show', group, '-F', 'json'], { api: fakeApi([fields]) })).stdout,
      ),
    ).toEqual(fields.response);
    expect(
      (await globus(['group', 'membership-fields', 'show', group], { api: fakeApi([{ ...fields, ...refusal }]) })).code,
    ).toBe(1);
  });
  test('membership-fields set keeps the others, and takes a field back', async () => {
    const now = { [personId]: { institution: null, city: null, department: 'Physics' } };
    const written = { method: 'PUT', url: `${url}/membership_fields`, body: now, response: now };
    const argv = [
      'group',
      'membership-fields',
      'set',
      group,
      '--field',
      'institution=',
      '--field',
      'department=Physics',
    ];
    expect((await globus(argv, { api: fakeApi([me, fields, written, nameOf(personId)]) })).stdout).toContain('Physics');
    expect(
      (await globus([...argv, '--jmespath', '*.department'], { api: fakeApi([me, fields, written]) })).stdout,
    ).toBe('[\n  "Physics"\n]\n');
    expect(await globus(['group', 'membership-fields', 'set', group, '--field', 'shoe_size=42'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('NAME=VALUE'),
    });
  });
});

describe('group member', () => {
  const done = (action: string, items: readonly object[], outcome: object): Exchange => ({
    method: 'POST',
    url,
    body: { [action]: items },
    response: outcome,
  });
  const member = (id: string, username: string) => ({
    group_id: group,
    identity_id: id,
    username,
    role: 'member',
    status: 'active',
  });
  test.each([
    ['approve', ['approve', group, 'ada@example.org'], {}, 'Approved'],
    ['reject', ['reject', group, 'ada@example.org'], {}, 'Rejected'],
    ['change_role', ['set-role', group, 'ada@example.org', 'manager'], { role: 'manager' }, 'Changed'],
  ])('%s', async (action, words, more, said) => {
    const argv = ['group', 'member', ...words];
    const who = lookUp(['ada@example.org'], { 'ada@example.org': personId });
    const item = { identity_id: personId, ...more };
    const good = done(action, [item], { [action]: [member(personId, 'ada@example.org')], errors: {} });
    expect((await globus(argv, { api: fakeApi([who, good]) })).stdout).toMatch(
      new RegExp(`Group ID: +${group}\n${said} User ID: +${personId}\n${said} User Username: +ada@example\\.org\n`),
    );
    expect((await globus([...argv, '--jmespath', `${action}[0].username`], { api: fakeApi([who, good]) })).stdout).toBe(
      '"ada@example.org"\n',
    );
    const bad = done(action, [item], {
      [action]: [],
      errors: { [action]: [{ identity_id: personId, code: 'X', detail: 'not pending' }] },
    });
    expect(await globus(argv, { api: fakeApi([who, bad]) })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('not pending'),
    });
  });
  test('approve and reject typed as words', async () => {
    expect((await globus(['group', 'member', 'approve', group])).code).toBe(2);
    expect((await globus(['group', 'member', 'reject', group])).code).toBe(2);
    expect((await globus(['group', 'member', 'set-role', group, personId, 'king'])).code).toBe(2);
  });

  const list = `# the course\nusername,role,note\nada@example.org,manager,"x, y"\n${other},,\nada@example.org,,\nnobody@example.org,,\n`;
  const file = (text: string) => {
    const path = join(temporaryFolder(), 'people.csv');
    writeFileSync(path, text);
    return path;
  };
  const who = lookUp(['ada@example.org', 'nobody@example.org'], { 'ada@example.org': personId });
  const cells = (stdout: string) =>
    stdout
      .trimEnd()
      .split('\n')
      .filter((_, i) => i !== 1)
      .map((line) => line.split('|').map((cell) => cell.trim()));
  test('add --from: a dry run looks everybody up and sends nothing', async () => {
    const { code, stdout } = await globus(['group', 'member', 'add', group, '--from', file(list), '--dry-run'], {
      api: fakeApi([who]),
    });
    expect(code).toBe(1);
    expect(cells(stdout)).toEqual([
      ['Line', 'User', 'Identity ID', 'Role', 'Result', 'Detail'],
      ['3', 'ada@example.org', personId, 'manager', 'planned', 'None'],
      ['4', other, other, 'member', 'planned', 'None'],
      ['5', 'ada@example.org', personId, 'member', 'failed', 'the same identity as line 3'],
      ['6', 'nobody@example.org', 'None', 'member', 'failed', 'nobody has this username'],
    ]);
  });
  test('add --from: every line says what became of it', async () => {
    const outcome = {
      add: [member(personId, 'ada@example.org')],
      errors: { add: [{ identity_id: other, code: 'ALREADY_MEMBER', detail: 'already in' }] },
    };
    const sent = done(
      'add',
      [
        { identity_id: personId, role: 'manager' },
        { identity_id: other, role: 'member' },
      ],
      outcome,
    );
    const { code, stdout, stderr } = await globus(
      ['group', 'member', 'add', group, '--from', file(list), '-F', 'json'],
      { api: fakeApi([who, sent]) },
    );
    const { results, ...counts } = JSON.parse(stdout) as {
      results: { line: number; result: string; detail: string | null }[];
    };
    expect([code, counts, results.map(({ line, result, detail }) => [line, result, detail])]).toEqual([
      1,
      { done: 1, failed: 3 },
      [
        [3, 'done', null],
        [4, 'failed', 'already in'],
        [5, 'failed', 'the same identity as line 3'],
        [6, 'failed', 'nobody has this username'],
      ],
    ]);
    expect(stderr).toContain('3 of 4 lines failed');
  });
  const outcomes = (stdout: string) =>
    (JSON.parse(stdout) as { results: { result: string; detail: string | null }[] }).results.map(
      ({ result, detail }) => [result, detail],
    );
  test('add --from --all-or-nothing: nothing is sent where one line cannot be used', async () => {
    const line = ['group', 'member', 'add', group, '--from', file(list), '--all-or-nothing', '-F', 'json'];
    const { code, stdout } = await globus(line, { api: fakeApi([who]) });
    const notSent = ['not sent', 'another line cannot be used'];
    expect([code, outcomes(stdout)]).toEqual([
      1,
      [notSent, notSent, ['failed', 'the same identity as line 3'], ['failed', 'nobody has this username']],
    ]);
  });
  const inIt = (identity_id: string, status: string) => ({
    method: 'GET',
    url: `https://groups.api.globus.org/v2/groups/${group}?include=memberships`,
    response: { id: group, name: 'Lab', memberships: [{ group_id: group, identity_id, role: 'member', status }] },
  });
  test.each([
    ['active', 'is a member already'],
    ['invited', 'is invited already'],
    ['pending', 'has asked to join: approve or reject that first'],
  ])(
    'add --from --all-or-nothing: nothing is sent where somebody is %s, which would be lost',
    async (status, detail) => {
      const line = ['group', 'member', 'add', group, '--from', '-', '--all-or-nothing', '-F', 'json'];
      const api = fakeApi([inIt(personId, status)]);
      const { code, stdout } = await globus(line, { stdin: `${other}\n${personId}\n`, api });
      expect([code, outcomes(stdout)]).toEqual([
        1,
        [
          ['not sent', 'another line cannot be used'],
          ['failed', detail],
        ],
      ]);
    },
  );
  test('add --from --all-or-nothing: who was added is removed again where another is refused', async () => {
    const refused = {
      add: [member(personId, 'ada@example.org')],
      errors: { add: [{ identity_id: other, code: 'NOT_ALLOWED', detail: 'may not be added' }] },
    };
    const people = [personId, other].map((identity_id) => ({ identity_id, role: 'member' }));
    const line = ['group', 'member', 'add', group, '--from', '-', '--all-or-nothing', '-F', 'json'];
    const run = (removed: object) =>
      globus(line, {
        stdin: `${personId}\n${other}\n`,
        api: fakeApi([
          inIt(personId, 'left'),
          done('add', people, refused),
          done('remove', [{ identity_id: personId }], removed),
        ]),
      });
    const back = await run({ remove: [member(personId, 'ada@example.org')] });
    expect([back.code, outcomes(back.stdout)]).toEqual([
      1,
      [
        ['taken back', 'somebody else was refused'],
        ['failed', 'may not be added'],
      ],
    ]);
    const stays = await run({ errors: { remove: [{ identity_id: personId, code: 'X', detail: 'no right' }] } });
    expect([stays.code, outcomes(stays.stdout)[0]]).toEqual([1, ['done', 'it could not be taken back: no right']]);
  });
  test('add --from: a hundred in a request, and exit code 0 when all are done', async () => {
    const ids = Array.from({ length: 101 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    const batch = (some: readonly string[]) =>
      done(
        'add',
        some.map((identity_id) => ({ identity_id, role: 'member' })),
        { add: some.map((id) => member(id, id)) },
      );
    const api = fakeApi([batch(ids.slice(0, 100)), batch(ids.slice(100))]);
    expect(
      (
        await globus(['group', 'member', 'add', group, '--from', '-', '--jmespath', 'done'], {
          api,
          stdin: ids.join('\n'),
        })
      ).stdout,
    ).toBe('101\n');
  });
  test.each([
    ['user,role\nada,king\n', "line 2: 'king' is not a role (member, manager, admin)."],
    ['user,role\n,member\n', 'line 2: there is no user.'],
    ['user\n', 'There is nobody in'],
  ])('add --from: %j is refused before anything is sent', async (text, message) => {
    expect(await globus(['group', 'member', 'add', group, '--from', file(text)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });
});

test('in the sandbox, a group is made, filled from a file, and asks what it wants to know', async () => {
  const user = await sandboxUser();
  await user.logIn();
  const made = await user.run([
    'group',
    'create',
    'Genome lab',
    '--description',
    'é🎉',
    '--jmespath',
    'id',
    '-F',
    'unix',
  ]);
  const id = made.stdout.trim();
  expect((await user.run(['group', 'list'])).stdout).toContain('Genome lab');
  expect(
    (
      await user.run([
        'group',
        'set-policies',
        id,
        '--visibility',
        'authenticated',
        '--join-requests',
        '--signup-fields',
        'institution',
      ])
    ).code,
  ).toBe(0);
  expect(
    (await user.run(['group', 'policies', 'show', id, '--jmespath', '[join_requests, signup_fields]', '-F', 'json']))
      .stdout,
  ).toBe('[\n  true,\n  [\n    "institution"\n  ]\n]\n');
  const added = await user.run(['group', 'member', 'add', id, '--from', '-', '--jmespath', 'results[].result'], {
    stdin: 'user,role\ngrace@globusid.org,manager\nnobody-at-all@globusid.org,\n',
  });
  expect([added.code, JSON.parse(added.stdout)]).toEqual([1, ['done', 'failed']]);
  expect((await user.run(['group', 'member', 'set-role', id, 'grace@globusid.org', 'admin'])).stdout).toContain(
    'grace@globusid.org',
  );
  expect((await user.run(['group', 'membership-fields', 'set', id, '--field', 'institution=Chicago'])).code).toBe(0);
  expect((await user.run(['group', 'membership-fields', 'show', id])).stdout).toContain('Chicago');
  expect((await user.run(['group', 'preferences', 'set', '--no-allow-add'])).code).toBe(0);
  expect((await user.run(['group', 'preferences', 'show'])).stdout).toContain('False');
});
