import { expect, test } from 'vitest';
import { authGet, authRefusal } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { person, personId } from '../support/transfer.js';

const cli = '065db752-2f43-4fe1-a633-2ee68c9da889';
const transfer = '2fbdda78-a599-4cb5-ac3d-1fbcfbc6a754';
const consent = (path: number[], scope_name: string, client: string, more: object = {}) => ({
  id: path.at(-1),
  dependency_path: path,
  scope_name,
  client,
  scope: cli,
  status: 'approved',
  allows_refresh: false,
  ...more,
});
const document = {
  consents: [
    consent([1, 2], 'data_access', transfer, { last_used: '2026-03-18T17:33:05+00:00' }),
    consent([1], 'transfer:all', cli, { allows_refresh: true, last_used: '2026-03-19T00:00:00+00:00' }),
    consent([1, 2, 5], 'deeper', cli),
    consent([1, 3], 'other', transfer, { status: 'pending' }),
    consent([4], 'openid', cli),
    consent([9], 'search:all', transfer),
  ],
};
const me = { method: 'GET', url: 'https://auth.globus.org/v2/oauth2/userinfo', response: { sub: personId } };

test('consent list draws trees, client by client', async () => {
  const { stdout } = await globus(['consent', 'list'], {
    api: fakeApi([me, authGet(`identities/${personId}/consents?all=False`, document)]),
  });
  expect(stdout).toBe(`Client ${cli}
├── transfer:all  (refresh, last used 2026-03-19)
│   ├── data_access  (last used 2026-03-18)
│   │   └── deeper
│   └── other  (pending)
└── openid

Client ${transfer}
└── search:all
`);
});

test('a consent is a line on a screen, however narrow', async () => {
  const scope = `https://auth.globus.org/scopes/${transfer}/data_access`;
  const deep = consent([1, 2, 5], scope, cli, { allows_refresh: true, last_used: '2026-03-18T17:33:05+00:00' });
  const api = () =>
    fakeApi([
      me,
      authGet(`identities/${personId}/consents?all=False`, { consents: [...document.consents.slice(0, 2), deep] }),
    ]);
  const { stdout } = await globus(['consent', 'list'], {
    api: api(),
    terminal: { columns: 50 },
    env: { NO_COLOR: '1' },
  });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.filter((line) => /[├└]/.test(line))).toHaveLength(3);
  expect(lines.slice(1).every((line) => /^[│ ]*[├└]── /.test(line) && line.length <= 50)).toBe(true);
  expect(stdout).toContain(`└── ${transfer.slice(0, 8)}: data_access`);
  const whole = await globus(['consent', 'list', '-v'], {
    api: api(),
    terminal: { columns: 50 },
    env: { NO_COLOR: '1' },
  });
  expect(whole.stdout).toContain(scope);
});

test('consent list of somebody, of every application, as JSON', async () => {
  const api = fakeApi([
    authGet('identities?usernames=ada%40example.org&provision=false', person),
    authGet(`identities/${personId}/consents?all=True`, document),
  ]);
  expect(JSON.parse((await globus(['consent', 'list', 'ada@example.org', '--all', '-Fjson'], { api })).stdout)).toEqual(
    document,
  );
});

test('consent list says when there are none, and fails where the service does', async () => {
  const none = fakeApi([authGet(`identities/${personId}/consents?all=False`, { consents: [] })]);
  expect((await globus(['consent', 'list', personId], { api: none })).stdout).toBe('There are no consents.\n');
  const refused = fakeApi([{ ...authGet(`identities/${personId}/consents?all=False`, {}), ...authRefusal }]);
  expect((await globus(['consent', 'list', personId], { api: refused })).code).toBe(1);
});
