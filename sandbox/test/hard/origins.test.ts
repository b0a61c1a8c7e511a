/**
 * Pages of other sites and programs without the key, at every route of the sandbox's own API: by foreign names and origins, by
 * forms that a browser sends without asking, with wrong keys and keys in the wrong place. All are refused, and nothing is changed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { request, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { adminApp } from '../../src/edge/admin.js';
import type { RunningSandbox } from '../../src/index.js';
import { pageApp } from '../../src/page/routes.js';
import { wings } from '../../src/wings.js';
import { World } from '../../src/world.js';
import { openSandbox, temporaryFolder } from '../signed-in.js';
import { figure, milliseconds, randomFrom, rounds, seed } from '../support/hard.js';
import { adminOf } from '../transferring.js';

interface Route {
  readonly method: string;
  readonly path: string;
}
/** Every route, as the program has it; what it does for all of them alike is none. */
const routesOf = (app: { routes: Route[] }): Route[] => app.routes.filter(({ method }) => method !== 'ALL');

let sandbox: RunningSandbox, key: string, port: number;
let own: Route[];
let page: Route[];
beforeAll(async () => {
  const world = new World({ dir: temporaryFolder() }, wings);
  own = routesOf(adminApp(world, wings)).map(({ method, path }) => ({ method, path: `/_sandbox${path}` }));
  page = routesOf(pageApp());
  await world.close();
  sandbox = await openSandbox();
  key = sandbox.env['GLOBUS_SANDBOX_KEY']!;
  port = sandbox.port;
});

interface Told {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}
/** Asks with exactly these headers, whatever a fetch would forbid. */
const ask = (method: string, path: string, headers: OutgoingHttpHeaders, body = ''): Promise<Told> =>
  new Promise((resolve, reject) => {
    // Node sends the body of a DELETE without saying how long it is.
    const all = { ...headers, 'content-length': Buffer.byteLength(body) };
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: all, setHost: false, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          // Events and logs would go on for ever; what has begun to come is enough.
          if (text.length > 100_000) answer.destroy();
        });
        const done = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        answer.once('end', done).once('close', done);
        if (answer.statusCode === 200) setTimeout(() => answer.destroy(), 100);
      },
    );
    sent.once('error', (error) => reject(new Error(`${error.message}: ${method} ${path} ${JSON.stringify(headers)}`)));
    sent.end(body);
  });

const journal = () => {
  const folder = join(sandbox.dir, 'state');
  return readdirSync(folder)
    .filter((name) => name.startsWith('journal.'))
    .map((name) => readFileSync(join(folder, name), 'utf8').length)
    .join(' ');
};

/** A document that would do something, were it taken. */
const bodies: Readonly<Record<string, object>> = {
  'POST /_sandbox/clock': { advance_seconds: 3600 },
  'POST /_sandbox/faults': { effect: { type: 'status', status: 500 } },
  'PATCH /_sandbox/faults': { paused: true },
  'POST /_sandbox/collections': { display_name: 'Theirs', path: '/' },
  'POST /_sandbox/consents/withdraw': { user: 'ada@globusid.org' },
};
/** The same as a form and as a text that a page may send anywhere without asking. */
const formOf = (body: object) =>
  new URLSearchParams(Object.fromEntries(Object.entries(body).map(([k, v]) => [k, String(v)]))).toString();

const random = randomFrom(seed);
const word = () => random.pick(['evil', 'localhost', '127.0.0.1', 'globus', 'app', 'x', '0x7f000001', '2130706433']);
/** Names that lead here and are not the sandbox's. */
const foreignHost = () =>
  random.pick([
    () => `${word()}.example`,
    () => `${word()}.example:${port}`,
    () => `127.0.0.1.${word()}.example:${port}`,
    () => `localhost:${port + 1 + random.below(9)}`,
    () => '127.0.0.1',
    () => `127.1:${port}`,
    () => `0.0.0.0:${port}`,
    () => `127.0.0.${2 + random.below(250)}:${port}`,
    () => `localhost.:${port}`,
    () => `[::ffff:127.0.0.1]:${port}`,
    () => `${word()}@127.0.0.1:${port}`,
    () => `127.0.0.1:0${port}`,
    () => `LOCALHOST.EXAMPLE:${port}`,
    () => '',
  ])();
const foreignOrigin = () =>
  random.pick([
    () => `https://${word()}.example`,
    () => `http://${word()}.example:${port}`,
    () => `http://127.0.0.1:${port + 1 + random.below(9)}`,
    () => `http://localhost:${port}`,
    () => `http://127.0.0.1:${port}.evil.example`,
    () => `http://127.0.0.1.evil.example:${port}`,
    () => `null`,
    () => '',
    () => 'file://',
    () => `http://evil.example/http://127.0.0.1:${port}`,
    () => `http://[::1]:${port}`,
    () => 'chrome-extension://abc',
    () => 'http://127.0.0.1',
  ])();
const wrongKey = () =>
  random.pick([
    () => '',
    () => '1',
    () => 'undefined',
    () => key.slice(0, -1),
    () => `${key}x`,
    () => `${key},${key}`,
    () => `Bearer ${key}`,
    () => key.toLowerCase(),
    () => `${key.slice(1)}${key[0]}`,
    () => 'x'.repeat(43),
    () => sandbox.env['GLOBUS_SANDBOX_CLIENT_SECRET']!,
  ])();

/** One way to ask that must not be answered. */
type Way = (route: Route, body: object) => { path?: string; headers: OutgoingHttpHeaders; body?: string };
const name = () => `127.0.0.1:${port}`;
const json = { 'content-type': 'application/json' };
const ways: Readonly<Record<string, Way>> = {
  'a foreign Host, with the key': (_, body) => ({
    headers: { ...json, host: foreignHost(), 'x-globus-sandbox': key },
    body: JSON.stringify(body),
  }),
  'a foreign Origin, with the key': (_, body) => ({
    headers: { ...json, host: name(), origin: foreignOrigin(), 'x-globus-sandbox': key },
    body: JSON.stringify(body),
  }),
  'a page of another site, with the key': (_, body) => ({
    headers: {
      ...json,
      host: name(),
      'sec-fetch-site': random.pick(['cross-site', 'same-site', 'x', 'NONE', '']),
      'x-globus-sandbox': key,
    },
    body: JSON.stringify(body),
  }),
  'no key': (_, body) => ({ headers: { ...json, host: name() }, body: JSON.stringify(body) }),
  'a wrong key': (_, body) => ({
    headers: { ...json, host: name(), 'x-globus-sandbox': wrongKey() },
    body: JSON.stringify(body),
  }),
  'the key in another place': ({ path }, body) => ({
    // Where a browser can send no headers it is asked for in the address: there it is no other place.
    path: path === '/_sandbox/events' ? `${path}?KEY=${key}` : `${path}?key=${key}&x-globus-sandbox=${key}`,
    headers: { ...json, host: name(), authorization: `Bearer ${key}`, cookie: `key=${key}; x-globus-sandbox=${key}` },
    body: JSON.stringify({ ...body, key, 'x-globus-sandbox': key }),
  }),
  'a form of another site': (_, body) => ({
    headers: {
      host: name(),
      origin: foreignOrigin(),
      'content-type': random.pick([
        'application/x-www-form-urlencoded',
        'text/plain',
        'multipart/form-data; boundary=x',
      ]),
    },
    body: random.pick([formOf({ ...body, key }), JSON.stringify({ ...body, key })]),
  }),
  'a form that does not say whose it is': (_, body) => ({
    headers: { host: name(), 'content-type': 'application/x-www-form-urlencoded' },
    body: formOf({ ...body, key, 'x-globus-sandbox': key }),
  }),
  'a link in a page of another site': ({ path }) => ({
    path: `${path}?key=${key}`,
    headers: {
      host: name(),
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      referer: 'https://evil.example/',
    },
  }),
};
/** Other methods that mean the same elsewhere. */
const overridden = (route: Route, headers: OutgoingHttpHeaders): [string, OutgoingHttpHeaders] =>
  random.below(3) === 0
    ? ['POST', { ...headers, 'x-http-method-override': route.method, 'x-method-override': route.method }]
    : [route.method, headers];
/** The same path in other letters, none of which may get round the door. */
const spelled = (path: string) =>
  random.pick([
    path,
    path,
    `/${path}`,
    path.replace('_', '%5F'),
    path.replace('/_sandbox/', '/_sandbox//'),
    `/transfer/..${path}`,
    `/.${path}`,
    `http://127.0.0.1:${port}${path}`,
  ]);

test(
  `every route of the own API (seed ${seed})`,
  async () => {
    expect(own.length).toBeGreaterThanOrEqual(20);
    for (const wanted of ['POST /_sandbox/reset', 'POST /_sandbox/export', 'GET /_sandbox/events'])
      expect(own.map(({ method, path }) => `${method} ${path}`)).toContain(wanted);
    const folder = temporaryFolder();
    const health = async () => (await adminOf(sandbox)('GET', '/health')).json.world;
    const before = [journal(), await health()];
    const end = performance.now() + milliseconds;
    const passes = rounds(3, 400);
    let tries = 0;
    let pass = 0;
    for (; pass < passes && (pass === 0 || performance.now() < end); pass += 1) {
      for (const route of own) {
        for (const [what, way] of Object.entries(ways)) {
          const at = { ...route, path: route.path.replace(':id', sandbox.env['GLOBUS_SANDBOX_COLLECTION']!) };
          const body = bodies[`${route.method} ${route.path}`] ?? {
            folder: join(folder, 'export'),
            user: 'ada@globusid.org',
          };
          const made = way(at, body);
          const [method, headers] = overridden(at, made.headers);
          const path = spelled(made.path ?? at.path);
          const told = await ask(method, path, headers, ['GET', 'HEAD'].includes(method) ? '' : made.body);
          const line = `${what}: ${method} ${path} ${JSON.stringify(headers)} -> ${told.status} ${told.text.slice(0, 200)}`;
          // Spelled otherwise, a path may be one that nobody has.
          expect(path === at.path ? [400, 403, 421] : [400, 403, 404, 421], line).toContain(told.status);
          expect(
            Object.keys(told.headers).filter((header) => header.startsWith('access-control-')),
            line,
          ).toEqual([]);
          expect(told.text, line).not.toContain(key);
          tries += 1;
        }
      }
    }
    expect([journal(), await health()]).toEqual(before);
    expect(readdirSync(folder)).toEqual([]);
    figure(
      'the own API by foreign names, origins, forms and wrong keys',
      `${tries} tries at ${own.length} routes, all refused and nothing changed (seed ${seed})`,
    );
  },
  milliseconds + 120_000,
);

test('no page of another site is allowed to read an answer, of the own API or of a service', async () => {
  const paths = [...own.map(({ path }) => path), ...page.map(({ path }) => path)].concat([
    '/transfer/v0.10/task_list',
    '/auth/v2/oauth2/token',
    '/search/v1/index_list',
    '/groups/v2/groups/my_groups',
    '/flows/flows',
    '/timer/jobs/',
    '/compute/v2/endpoints',
    `/data/${sandbox.env['GLOBUS_SANDBOX_COLLECTION']}/x`,
  ]);
  for (const path of paths) {
    const told = await ask('OPTIONS', path, {
      host: name(),
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-globus-sandbox, authorization, content-type',
    });
    const allows = Object.keys(told.headers).filter((header) => header.startsWith('access-control-'));
    expect([path, told.status >= 400, allows]).toEqual([path, true, []]);
  }
  figure('questions of browsers whether another site may', `${paths.length} paths, none may`);
});

test('the page itself has no data, no key, and no frame around it', async () => {
  for (const { path } of page) {
    const { status, headers, text } = await ask('GET', path, { host: name() });
    expect([path, status, text.includes(key)]).toEqual([path, 200, false]);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("default-src 'none'");
    expect(headers['set-cookie']).toBeUndefined();
  }
});

test('a login is approved by its page alone, once', async () => {
  for (const form of [
    { action: 'approve', user: 'ada@globusid.org' },
    { ticket: '', action: 'approve', user: 'ada@globusid.org' },
    { ticket: 'x'.repeat(32), action: 'approve', user: 'ada@globusid.org' },
    { ticket: '__proto__', action: 'approve', user: 'ada@globusid.org' },
  ]) {
    const told = await ask(
      'POST',
      '/auth/v2/oauth2/authorize',
      { host: name(), origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      formOf(form),
    );
    expect([told.status, told.headers['location']]).toEqual([400, undefined]);
  }
});
