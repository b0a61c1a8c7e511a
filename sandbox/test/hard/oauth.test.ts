/**
 * Logins that are tampered with at random, and tokens where they do not belong. A code opens something once, for its own client,
 * with its own address and its own verifier, and nothing else ever gives or is a token.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { logIn, openSandbox } from '../signed-in.js';
import { figure, isLarge, milliseconds, randomFrom, rounds, seed } from '../support/hard.js';
import { adminOf } from '../transferring.js';
import { everything, person, transferAll } from '../whole-world.js';

const redirect = 'http://localhost:4321/back';
const random = randomFrom(seed);
const most = isLarge ? Math.min(milliseconds, 90_000) : milliseconds;

/** An application, as it names itself to the token endpoint. */
interface Application {
  readonly id: string;
  readonly secret?: string;
  readonly isPublic: boolean;
}
interface Place {
  readonly sandbox: RunningSandbox;
  readonly applications: readonly Application[];
}
let here: Place, there: Place, rotating: Place;

beforeAll(async () => {
  here = await place(await openSandbox());
  there = await place(await openSandbox());
  rotating = await place(await openSandbox({ rotateRefreshTokens: true }));
});

/** The seeded applications, one that Ada registers, and one that the official CLI would make. */
async function place(sandbox: RunningSandbox): Promise<Place> {
  const { env } = sandbox;
  const ada = await person(sandbox, 'ada@globusid.org');
  const { project } = await ada.get('auth', 'POST', '/v2/api/projects', {
    project: { display_name: 'Logins', contact_email: 'ada@university.example' },
  });
  const made = async (fields: object) => {
    const { client } = await ada.get('auth', 'POST', '/v2/api/clients', {
      client: { name: `C ${randomUUID()}`, project: project.id, ...fields },
    });
    return client.id as string;
  };
  const confidential = await made({ public_client: false, redirect_uris: [redirect] });
  const { credential } = await ada.get('auth', 'POST', `/v2/api/clients/${confidential}/credentials`, {
    credential: { name: 'Key' },
  });
  return {
    sandbox,
    applications: [
      { id: env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID']!, isPublic: true },
      { id: env['GLOBUS_SANDBOX_CLIENT_ID']!, secret: env['GLOBUS_SANDBOX_CLIENT_SECRET']!, isPublic: false },
      { id: confidential, secret: credential.secret, isPublic: false },
      { id: await made({ public_client: true, redirect_uris: [redirect] }), isPublic: true },
    ],
  };
}

interface Told {
  readonly status: number;
  readonly json: any;
}
type Form = Record<string, string>;
async function exchange({ sandbox }: Place, form: Form, headers: Record<string, string> = {}): Promise<Told> {
  const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
  return { status: answer.status, json: await answer.json() };
}
/** What an application says to be known: in the form or in a header. */
function named({ id, secret }: Application): [Form, Record<string, string>] {
  if (secret === undefined) return [{ client_id: id }, {}];
  if (random.below(2) === 0) return [{ client_id: id, client_secret: secret }, {}];
  return [{}, { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }];
}
const ask = async (at: Place, application: Application, form: Form) => {
  const [more, headers] = named(application);
  return exchange(at, { ...form, ...more }, headers);
};

function expectRefused({ status, json }: Told, told: string): void {
  const text = JSON.stringify(json);
  expect([400, 401, 403], `${told}: ${status} ${text}`).toContain(status);
  expect(typeof json.error, `${told}: ${text}`).toBe('string');
  expect(text, told).not.toMatch(/access_token|refresh_token"|id_token/);
}

const newVerifier = () => randomBytes(33 + random.below(60)).toString('base64url');
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

interface Login {
  readonly at: Place;
  readonly application: Application;
  readonly code: string;
  readonly verifier: string | undefined;
}
async function authorize(at: Place, query: Record<string, string>) {
  const answer = await fetch(`${at.sandbox.url}/auth/v2/oauth2/authorize?${new URLSearchParams(query).toString()}`, {
    redirect: 'manual',
  });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}
/** A login that was approved, with a challenge where there must be one, and at random elsewhere. */
async function login(at = here, application = random.pick(at.applications), scope = transferAll): Promise<Login> {
  const verifier = application.isPublic || random.below(2) === 0 ? newVerifier() : undefined;
  const { location } = await authorize(at, {
    client_id: application.id,
    redirect_uri: redirect,
    response_type: 'code',
    scope,
    access_type: 'offline',
    sandbox_user: random.pick(['ada@globusid.org', 'grace@globusid.org']),
    ...(verifier === undefined ? {} : { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
  });
  const code = new URL(location ?? 'http://none/').searchParams.get('code');
  if (code === null) throw new Error(`no code: ${location}`);
  return { at, application, code, verifier };
}
const formOf = ({ code, verifier }: Login): Form => ({
  grant_type: 'authorization_code',
  redirect_uri: redirect,
  code,
  ...(verifier === undefined ? {} : { code_verifier: verifier }),
});
const redeem = (from: Login) => ask(from.at, from.application, formOf(from));

/** One thing that is wrong with an exchange. Whether its code is used up by that: it is where the right client shows it. */
interface Wrong {
  readonly what: string;
  readonly uses: boolean;
  readonly of: (login: Login) => Promise<Told> | undefined;
}
const wrongForm = (what: string, uses: boolean, change: (form: Form, login: Login) => Form | undefined): Wrong => ({
  what,
  uses,
  of: (from) => {
    const form = change(formOf(from), from);
    return form && ask(from.at, from.application, form);
  },
});
const without = (form: Form, name: string): Form =>
  Object.fromEntries(Object.entries(form).filter(([key]) => key !== name));
const wrongs: readonly Wrong[] = [
  ...Object.entries({
    'without a verifier': () => undefined,
    'with an empty verifier': () => '',
    'with another verifier': () => newVerifier(),
    'with the challenge as verifier': (verifier: string) => challengeOf(verifier),
    'with a verifier and more': (verifier: string) => `${verifier}A`,
    'with half a verifier': (verifier: string) => verifier.slice(0, 43),
    'with a verifier in other letters': (verifier: string) => verifier.toUpperCase(),
    'with a verifier and a NUL': (verifier: string) => `${verifier}\0`,
  }).map(([what, change]) =>
    wrongForm(what, true, (form, { verifier }) => {
      if (verifier === undefined) return undefined;
      const changed = change(verifier);
      if (changed === verifier) return undefined;
      return changed === undefined ? without(form, 'code_verifier') : { ...form, code_verifier: changed };
    }),
  ),
  wrongForm('with a verifier for no challenge', true, (form, { verifier }) =>
    verifier === undefined ? { ...form, code_verifier: newVerifier() } : undefined,
  ),
  ...[
    '',
    'http://localhost:4321/',
    `${redirect}/`,
    `${redirect}?x`,
    `${redirect}#x`,
    redirect.toUpperCase(),
    redirect.replace('localhost', '127.0.0.1'),
    redirect.replace('4321', '4322'),
    redirect.replace('http', 'https'),
    redirect.replace('//', '//ada@'),
    'https://evil.example/',
  ].map((uri) => wrongForm(`with the address ‘${uri}’`, true, (form) => ({ ...form, redirect_uri: uri }))),
  wrongForm('without the address', true, (form) => without(form, 'redirect_uri')),
  ...Object.entries({
    'no code': () => '',
    'half a code': (code: string) => code.slice(0, -1),
    'a code and more': (code: string) => `${code}A`,
    'a code and a blank': (code: string) => `${code} `,
    'the halves of a code changed round': (code: string) => code.slice(15) + code.slice(0, 15),
    'a name that every object has': () => random.pick(['__proto__', 'constructor', 'toString']),
  }).map(([what, change]) => wrongForm(`with ${what}`, false, (form) => ({ ...form, code: change(form['code']!) }))),
  ...[
    'refresh_token',
    'client_credentials ',
    'Authorization_code',
    'password',
    '',
    'constructor',
    '__proto__',
    'implicit',
  ].map((grant_type) =>
    wrongForm(`as ‘${grant_type}’`, false, (form) => ({ ...form, grant_type, refresh_token: form['code']! })),
  ),
  {
    what: 'by another client',
    uses: false,
    of: (from) => {
      const others = from.at.applications.filter(({ id }) => id !== from.application.id);
      return ask(from.at, random.pick(others), formOf(from));
    },
  },
  {
    what: 'by a client that nobody knows',
    uses: false,
    of: (from) => exchange(from.at, { ...formOf(from), client_id: randomUUID() }),
  },
  {
    what: 'by what is no client',
    uses: false,
    of: (from) =>
      exchange(from.at, { ...formOf(from), client_id: random.pick(['', 'x', '__proto__', `${from.application.id} `]) }),
  },
  { what: 'by nobody', uses: false, of: (from) => exchange(from.at, formOf(from)) },
  {
    what: 'without the secret, or with a wrong one',
    uses: false,
    of: (from) => {
      const { id, secret } = from.application;
      if (secret === undefined) return undefined;
      const given = random.pick<Form>([
        {},
        { client_secret: '' },
        { client_secret: secret.slice(1) },
        { client_secret: `${secret}x` },
        { client_secret: there.sandbox.env['GLOBUS_SANDBOX_CLIENT_SECRET']! },
      ]);
      return exchange(from.at, { ...formOf(from), client_id: id, ...given });
    },
  },
  {
    what: 'with another client’s name in the form',
    uses: false,
    of: (from) => {
      const { id } = random.pick(from.at.applications.filter((each) => each.id !== from.application.id));
      return exchange(from.at, { ...formOf(from), client_id: id, client_secret: from.application.secret ?? 'x' });
    },
  },
];

test(
  `codes (seed ${seed})`,
  async () => {
    const end = performance.now() + most;
    let tries = 0;
    let logins = 0;
    const seen = new Set<string>();
    for (const wanted = rounds(wrongs.length * 2, 5000); logins < wanted && performance.now() < end; logins += 1) {
      let from = await login();
      /** Does the exchange wrongly; undefined where there is nothing to do so with in this login. */
      const attempt = async (wrong: Wrong): Promise<Wrong | undefined> => {
        const told = await wrong.of(from);
        if (told === undefined) return undefined;
        expectRefused(told, wrong.what);
        seen.add(wrong.what);
        tries += 1;
        return wrong;
      };
      // One after the other, so that a short run has all of them; then at random.
      let first: Wrong | undefined;
      while ((first = await attempt(wrongs[logins % wrongs.length]!)) === undefined) from = await login();
      const chosen = [first];
      for (let more = random.below(3); more > 0; more -= 1) {
        const wrong = await attempt(random.pick(wrongs));
        if (wrong) chosen.push(wrong);
      }
      const isUsed = chosen.some(({ uses }) => uses);
      // At once from several sides, and again later: once at most.
      const answers = await Promise.all(Array.from({ length: 1 + random.below(6) }, () => redeem(from)));
      answers.push(await redeem(from));
      const good = answers.filter(({ status }) => status === 200);
      expect(good.length, chosen.map(({ what }) => what).join(', ')).toBe(isUsed ? 0 : 1);
      for (const told of answers) if (told.status !== 200) expectRefused(told, 'again');
      tries += answers.length - 1;
    }
    if (logins >= wrongs.length) expect(seen.size).toBe(wrongs.length);
    figure(
      'logins tampered with: verifier, address, code, client, replay',
      `${tries} tries in ${logins} logins, all refused (seed ${seed})`,
    );
  },
  milliseconds + 120_000,
);

test('addresses of logins that ask for too little or too much', async () => {
  const challenge = challengeOf(newVerifier());
  const own = new URL(here.sandbox.url).host;
  /** What is changed, and whether there is an address that may be told. */
  const changes: [Record<string, string | undefined>, boolean][] = [
    ...[
      'https://evil.example/',
      'http://localhost.evil.example/',
      'http://localhost:4321@evil.example/',
      'http://ada@localhost:4321/back',
      '//evil.example/',
      'javascript:alert(1)//localhost',
      'data:text/html,x',
      'file:///etc/passwd',
      'http://localhost:4321/back#x',
      `http://${own}/`,
      `http://${own}/_sandbox/reset`,
      'http://[::2]:4321/',
      'http://0.0.0.0:4321/',
      'http://127.0.0.1.evil.example:4321/',
      '/back',
      '',
      'http://',
    ].map((redirect_uri): [Record<string, string>, boolean] => [{ redirect_uri }, false]),
    ...['', 'x', '__proto__', randomUUID().slice(1), `${here.applications[0]!.id}'`].map(
      (client_id): [Record<string, string>, boolean] => [{ client_id }, false],
    ),
    ...['plain', 'PLAIN', 's256', 'S512', '', 'none', undefined].map(
      (code_challenge_method): [Record<string, string | undefined>, boolean] => [{ code_challenge_method }, true],
    ),
    ...[undefined, '', 'x', challenge.slice(1), 'x'.repeat(129), `${challenge}\0`, `${challenge.slice(1)}/`].map(
      (code_challenge): [Record<string, string | undefined>, boolean] => [{ code_challenge }, true],
    ),
    ...['token', 'id_token', 'code token', 'none', 'CODE', '__proto__'].map(
      (response_type): [Record<string, string>, boolean] => [{ response_type }, true],
    ),
    ...['', ' ', 'nonesuch', '__proto__', `${transferAll}[`, `${transferAll}]`, `${transferAll} nonesuch`].map(
      (scope): [Record<string, string>, boolean] => [{ scope }, true],
    ),
    ...['eve@globusid.org', '__proto__', 'ada@globusid.org\0', 'ada'].map(
      (sandbox_user): [Record<string, string>, boolean] => [{ sandbox_user }, true],
    ),
  ];
  const client_id = here.applications[0]!.id;
  for (const [change, mayBeTold] of changes) {
    const query: Record<string, string | undefined> = {
      client_id,
      redirect_uri: redirect,
      response_type: 'code',
      scope: transferAll,
      sandbox_user: 'ada@globusid.org',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...change,
    };
    const told = JSON.stringify(change);
    const { status, location } = await authorize(
      here,
      Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    );
    if (!mayBeTold) expect([status, location], told).toEqual([400, null]);
    else {
      expect(status, told).toBe(302);
      const at = new URL(location ?? '');
      expect([`${at.origin}${at.pathname}`, at.searchParams.get('code')], told).toEqual([redirect, null]);
      expect(at.searchParams.get('error'), told).toMatch(/^[a-z_]+$/);
    }
  }
  expect((await adminOf(here.sandbox)('GET', '/state')).json.breakdowns).toEqual([]);
  figure('login addresses with something wrong in them', `${changes.length}, none got a code`);
});

test('a code is too old after its ten minutes, a token after its two days', async () => {
  const at = await place(await openSandbox());
  const admin = adminOf(at.sandbox);
  const late = await login(at);
  await admin('POST', '/clock', { advance_seconds: 601 });
  expectRefused(await redeem(late), 'too old');
  const { json } = await redeem(await login(at));
  await admin('POST', '/clock', { advance_seconds: 172_801 });
  const answer = await fetch(`${at.sandbox.url}/transfer/v0.10/task_list`, {
    headers: { authorization: `Bearer ${json.access_token}` },
  });
  expect(answer.status).toBe(401);
});

test(
  `refresh tokens (seed ${seed})`,
  async () => {
    const end = performance.now() + most;
    let tries = 0;
    let asked = 0;
    for (const wanted = rounds(25, 2000); asked < wanted && performance.now() < end; asked += 1) {
      const at = random.pick([here, rotating]);
      const elsewhere = at === here ? there : here;
      const from = await login(at);
      const { application } = from;
      const { json } = await redeem(from);
      const token: string = json.refresh_token;
      const refresh = (refresh_token: string, by = application, where = at) =>
        ask(where, by, { grant_type: 'refresh_token', refresh_token });
      const refused: [string, Promise<Told>][] = [
        ...at.applications
          .filter(({ id }) => id !== application.id)
          .map((other): [string, Promise<Told>] => ['by another client', refresh(token, other)]),
        ['by nobody', exchange(at, { grant_type: 'refresh_token', refresh_token: token })],
        [
          'by a client that nobody knows',
          exchange(at, { grant_type: 'refresh_token', refresh_token: token, client_id: randomUUID() }),
        ],
        ['in another world', refresh(token, random.pick(elsewhere.applications), elsewhere)],
        ['an access token', refresh(json.access_token)],
        ['a used code', refresh(from.code)],
        ['half of it', refresh(token.slice(1))],
        ['more than it', refresh(`${token}A`)],
        ['as a code', ask(at, application, { ...formOf(from), code: token })],
      ];
      for (const [what, told] of refused) expectRefused(await told, what);
      tries += refused.length;
      // Where a new one comes with each, the old one is good once, however many ask at the same time.
      const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(token)));
      const good = answers.filter(({ status }) => status === 200);
      expect(good.length).toBe(at === rotating ? 1 : 4);
      const newest: string = good[0]!.json.refresh_token ?? token;
      // No more scopes come of it than there were.
      const wide = await ask(at, application, { grant_type: 'refresh_token', refresh_token: newest, scope: 'openid' });
      expect([wide.status, wide.json.scope]).toEqual([200, transferAll]);
      const last: string = wide.json.refresh_token ?? newest;
      await fetch(`${at.sandbox.url}/auth/v2/oauth2/token/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token: last, client_id: application.id }),
      });
      expectRefused(await refresh(last), 'revoked');
      tries += 1;
    }
    figure('refresh tokens of others, of other worlds, used, revoked', `${tries} tries, all refused (seed ${seed})`);
  },
  milliseconds + 120_000,
);

test('applications that are not who they say get no tokens of their own', async () => {
  const [native, service] = here.applications as [Application, Application];
  const form = { grant_type: 'client_credentials', scope: transferAll };
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const right = `${service.id}:${service.secret}`;
  const tries: [string, Form, Record<string, string>][] = [
    ['a public one', { ...form, client_id: native.id }, {}],
    ['a public one with a secret', { ...form, client_id: native.id, client_secret: service.secret! }, {}],
    ['the secret of another world', form, basic(`${service.id}:${there.sandbox.env['GLOBUS_SANDBOX_CLIENT_SECRET']}`)],
    ['no colon', form, basic(service.id)],
    ['not base64', form, { authorization: `Basic ${right}` }],
    ['the wrong scheme', form, { authorization: basic(right).authorization.replace('Basic', 'Digest') }],
    ['a bearer', form, { authorization: `Bearer ${service.secret}` }],
    ['an unknown one', form, basic(`${randomUUID()}:${service.secret}`)],
    ['a name that every object has', form, basic(`__proto__:${service.secret}`)],
    ['no one', form, {}],
    [
      'dependent tokens for who is no resource server',
      { grant_type: 'urn:globus:auth:grant_type:dependent_token', token: 'x', client_id: native.id },
      {},
    ],
  ];
  for (const [what, fields, headers] of tries) expectRefused(await exchange(here, fields, headers), what);
  expect((await exchange(here, form, basic(right))).status).toBe(200);
});

test('at every service, nothing opens it but a good token of its own', async () => {
  const { sandbox } = here;
  const { env } = sandbox;
  const endpoint = env['GLOBUS_SANDBOX_ENDPOINT']!;
  const collection = env['GLOBUS_SANDBOX_COLLECTION']!;
  const scopes = (of: Record<string, string>) =>
    `${everything(of)} urn:globus:auth:scope:${endpoint}:manage_collections https://auth.globus.org/scopes/${collection}/https`;
  const own = await logIn(sandbox, 'ada@globusid.org', scopes(env));
  const doors: [string, string][] = [
    ['auth.globus.org', '/auth/v2/api/projects'],
    ['transfer.api.globus.org', '/transfer/v0.10/task_list'],
    ['transfer.api.globus.org', '/transfer/v2/tunnels'],
    ['groups.api.globus.org', '/groups/v2/groups/my_groups'],
    ['search.api.globus.org', '/search/v1/index_list'],
    ['flows.globus.org', '/flows/runs'],
    ['524230d7-ea86-4a52-8312-86065a9e0417', '/timer/jobs/'],
    ['funcx_service', '/compute/v2/endpoints'],
    [endpoint, `/gcs/${endpoint}/api/collections`],
    [collection, `/data/${collection}/none.txt`],
  ];
  const from = await login(here, here.applications[0], `openid ${transferAll}`);
  const unused = await login(here);
  const { json } = await redeem(from);
  const elsewhere = await logIn(there.sandbox, 'ada@globusid.org', everything(there.sandbox.env));
  const revoked = await logIn(sandbox, 'ada@globusid.org', scopes(env));
  for (const token of Object.values(revoked))
    await fetch(`${sandbox.url}/auth/v2/oauth2/token/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });

  let tries = 0;
  for (const [server, path] of doors) {
    const token = own[server]!;
    expect(typeof token, server).toBe('string');
    const bad: [string, string | undefined, string?][] = [
      ['none', undefined],
      ['an empty one', 'Bearer '],
      ['only the word', 'Bearer'],
      ['half', `Bearer ${token.slice(0, -1)}`],
      ['more', `Bearer ${token}A`],
      ['two', `Bearer ${token}, Bearer ${token}`],
      ['another scheme', `Basic ${token}`],
      ['no scheme', token],
      ['in the address', undefined, `?access_token=${token}`],
      ['a refresh token', `Bearer ${json.refresh_token}`],
      ['an id_token', `Bearer ${json.id_token}`],
      ['a code', `Bearer ${unused.code}`],
      ['the key', `Bearer ${env['GLOBUS_SANDBOX_KEY']}`],
      ['the secret of the service account', `Bearer ${env['GLOBUS_SANDBOX_CLIENT_SECRET']}`],
      ['a name that every object has', 'Bearer __proto__'],
      ['a revoked one', `Bearer ${revoked[server]}`],
      ['one of another world', `Bearer ${elsewhere[server] ?? 'none'}`],
      ...Object.entries(own)
        .filter(([other]) => other !== server)
        .map(([other, given]): [string, string] => [`that of ${other}`, `Bearer ${given}`]),
    ];
    for (const [what, authorization, query = ''] of bad) {
      const answer = await fetch(`${sandbox.url}${path}${query}`, {
        headers: authorization ? { authorization } : {},
        redirect: 'manual',
      });
      const text = await answer.text();
      // a reader of a file who brings no token is led to the login of its collection
      const login = server === collection && answer.headers.get('location');
      const refused = login ? [302] : [401, 403];
      expect(refused, `${path} with ${what}: ${answer.status} ${text}`).toContain(answer.status);
      if (login) expect(new URL(login).pathname).toMatch(/\/oauth2\/authorize$/);
      tries += 1;
    }
    const { status } = await fetch(`${sandbox.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([200, 404], path).toContain(status);
  }
  expect((await adminOf(sandbox)('GET', '/state')).json.breakdowns).toEqual([]);
  figure('what is no token of a service, at its door', `${tries} tries at ${doors.length} doors, all refused`);
});
