/** Every operation that the official Python SDK has, asked of the sandbox: none is missing, and each does what it is for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ELSEWHERE, REFUSED, SECTIONS, type Request } from './operations.js';
import { hasReference, reference, SERVERS, wholeWorld, type Service, type WholeWorld } from './whole-world.js';

interface Operation {
  section: string;
  name: string;
  method: string;
  path: string;
}
const found = hasReference('operations.test');
const listed = found ? operationsOf(readFileSync(join(reference, 'api-operations.txt'), 'utf8')) : [];

function operationsOf(text: string): Operation[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const [, name, method, path] = /^(\w+)\s+(GET|POST|PUT|PATCH|DELETE)\s+(\S+)/.exec(line) ?? [];
    return name && method && path ? [{ section, name, method, path: path.startsWith('/') ? path : `/${path}` }] : [];
  });
}

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});

async function ask(service: Service, { method, path }: Operation, { ids = [], query = {}, body, form, as }: Request) {
  const left = [...ids];
  // `get_client` stands twice in the list, once without an id.
  const filled = path.replace(/\{[^}]+\}/g, () => encodeURIComponent(left.shift() ?? 'an id is missing'));
  const text = new URLSearchParams(Object.entries(query) as [string, string][]).toString();
  const { env } = world;
  const basic = `Basic ${Buffer.from(`${env['GLOBUS_SANDBOX_CLIENT_ID']}:${env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`;
  const tokens = (as === 'root' ? world.root : world.ada).tokens;
  const server = as === 'flow' ? env['GLOBUS_SANDBOX_FLOW']! : SERVERS[service];
  const authorization = as === 'nobody' ? undefined : as === 'client' ? basic : `Bearer ${tokens[server]}`;
  const answer = await fetch(`${world.sandbox.url}/${service}${filled}${text === '' ? '' : `?${text}`}`, {
    method,
    headers: { ...(authorization ? { authorization } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body !== undefined ? { body: JSON.stringify(body) } : form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: answer.status, json: (await answer.json()) };
}

describe.runIf(found)('every operation of the official SDK', () => {
  test('has its way of being asked for, and no other is asked for', () => {
    const known = Object.entries(SECTIONS).flatMap(([section, { recipes }]) => Object.keys(recipes).map((name) => `${section} ${name}`));
    const here = [...new Set(listed.filter(({ section }) => !(section in ELSEWHERE)).map(({ section, name }) => `${section} ${name}`))];
    expect(known.sort()).toEqual(here.sort());
    expect(here.length).toBeGreaterThan(180);
  });

  for (const operation of listed) {
    const { section, name, method, path } = operation;
    const driven = SECTIONS[section];
    if (!driven) continue;
    test(`${section}: ${name} (${method} ${path})`, async () => {
      const recipe = driven.recipes[name]!;
      const request = await recipe(world);
      const { status, json } = await ask(driven.service, operation, request);
      expect(status, JSON.stringify(json)).not.toBe(501);
      expect(JSON.stringify(json)).not.toContain('NotImplemented');
      if (`${section} ${name}` in REFUSED) expect(status).toBeGreaterThanOrEqual(400);
      else expect(status, JSON.stringify(json)).toBeLessThan(300);
    });
  }

  afterAll(async () => {
    const { json } = await world.admin('GET', '/state');
    expect(json.missing).toEqual({});
    expect(json.breakdowns).toEqual([]);
  });
});
