/** Every request that the official CLI made in its recorded runs, asked of the sandbox: each finds its route, and none is misunderstood. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasReference, reference, servers, wholeWorld, type Service, type WholeWorld } from './whole-world.js';

interface Recorded {
  method: string;
  url: string;
  body?: unknown;
  status?: number;
}
const hosts: Readonly<Record<string, Service>> = {
  'auth.globus.org': 'auth',
  'transfer.api.globus.org': 'transfer',
  'groups.api.globus.org': 'groups',
  'search.api.globus.org': 'search',
  'flows.automate.globus.org': 'flows',
  'timer.automate.globus.org': 'timer',
  'compute.api.globus.org': 'compute',
};
/** GCS has a test of its own. */
const elsewhere = ['abc.xyz.data.globus.org'];
/** Paths made up for `globus api`, which no service has. */
const madeUp = /\/(foo|frobulate)$|\/flow\/validate$/;
/** Requests that were answered by a recording which did not look at them; the service itself refuses them. */
const notReal: readonly [pattern: RegExp, why: string][] = [
  [/marker=fake_marker_/, 'a marker that no page gave'],
  [/flows\/validate \{"definition":\{\}\}$/, 'a definition without states'],
];

const found = hasReference('recorded-requests.test');
const requests = found ? distinct() : [];

function distinct(): Recorded[] {
  const seen = new Map<string, Recorded>();
  for (const file of readdirSync(join(reference, 'cases'))) {
    const cases = JSON.parse(readFileSync(join(reference, 'cases', file), 'utf8')) as { exchanges?: Recorded[] }[];
    for (const { method, url, body, status } of cases.flatMap(({ exchanges = [] }) => exchanges)) {
      seen.set(JSON.stringify([method, url, body, (status ?? 500) < 300]), {
        method,
        url,
        body,
        ...(status === undefined ? {} : { status }),
      });
    }
  }
  return [...seen.values()];
}

describe.runIf(found)('the recorded requests of the official CLI', () => {
  let world: WholeWorld;
  const answers: { request: Recorded; line: string; status: number; text: string; isLost: boolean }[] = [];
  beforeAll(async () => {
    world = await wholeWorld();
    for (const request of requests) {
      const url = new URL(request.url);
      const service = hosts[url.hostname];
      if (!service) continue;
      const { body } = request;
      const form = url.pathname.startsWith('/v2/oauth2/token');
      const { env } = world;
      const basic = `Basic ${Buffer.from(`${env['GLOBUS_SANDBOX_CLIENT_ID']}:${env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`;
      const answer = await fetch(`${world.sandbox.url}/${service}${url.pathname}${url.search}`, {
        method: request.method,
        headers: {
          authorization: form ? basic : `Bearer ${world.ada.tokens[servers[service]]}`,
          ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const { json } = await world.admin('GET', '/log');
      answers.push({
        request,
        // a route that there is none of is a 404 in the service's words, and marked in the log
        isLost: json.requests.at(-1).unknown_route === true,
        line: `${request.method} ${request.url} ${body === undefined ? '' : JSON.stringify(body)}`,
        status: answer.status,
        text: await answer.text(),
      });
    }
  }, 60_000);

  test('are all for a service that is known here', () => {
    expect(
      [...new Set(requests.map(({ url }) => new URL(url).hostname))].filter(
        (host) => !(host in hosts) && !elsewhere.includes(host),
      ),
    ).toEqual([]);
    expect(answers.length).toBeGreaterThan(200);
  });

  test('all find a route, but for the paths that were made up', async () => {
    const lost = answers
      .filter(({ status, isLost }) => isLost || (status >= 500 && status !== 502))
      .map(({ request, line, status }) => ({
        made: madeUp.test(new URL(request.url).pathname),
        line: `${status} ${line}`,
      }));
    expect(lost.filter(({ made }) => !made).map(({ line }) => line)).toEqual([]);
    expect(lost.length).toBeGreaterThan(0);
    expect((await world.admin('GET', '/state')).json.breakdowns).toEqual([]);
  });

  test('are understood: what the service took is not called malformed here', () => {
    const refused = answers.filter(
      ({ request, line, status }) =>
        (request.status ?? 500) < 300 &&
        [400, 401, 405, 415, 422].includes(status) &&
        !notReal.some(([pattern]) => pattern.test(line)),
    );
    expect(refused.map(({ line, status, text }) => `${status} ${line} -> ${text}`)).toEqual([]);
  });
});
