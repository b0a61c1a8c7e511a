/** Every operation of every service is a command: held against the reference's list, and against the page that says so. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { operationsPage, readOperations } from '../tools/operations.js';

const root = join(import.meta.dirname, '..');
const operations = readOperations(root);

/** Steps of OAuth2 that no command of their own serves: the login makes them. */
const internals: Readonly<Record<string, string>> = {
  oauth2_token:
    'trades codes and refresh tokens for access tokens: `login`, and whatever needs a token that has run out',
  oauth2_revoke_token: 'ends tokens: `logout`',
};

/** The list writes `path` where the SDK puts a path together; each is of this resource. */
const putTogether = (name: string) =>
  `/${name.includes('role') ? 'roles' : 'user_credentials'}${/_list$|^create_/.test(name) ? '' : '/{}'}`;

interface Line {
  readonly client: string;
  readonly name: string;
  readonly request: string;
}
/** The lines of api-operations.txt; undefined (and said so) where there is none on this machine. */
function readLines(): Line[] | undefined {
  const file = join(
    process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference'),
    'api-operations.txt',
  );
  if (!existsSync(file)) {
    console.log(`operations: skipped, there is no ${file} (set GLOBUS_REFERENCE)`);
    return undefined;
  }
  let client = '';
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const heading = /^\[(.*)\]$/.exec(line);
      if (heading) client = heading[1] ?? '';
      const found = /^(\w+)\s+(GET|POST|PUT|PATCH|DELETE)\s+(\S+)/.exec(line);
      if (!found) return [];
      const [, name = '', method = '', path = ''] = found;
      const plain = path === 'path' ? putTogether(name) : `/${path.replace(/^\//, '')}`.replace(/\{[^}]*\}/g, '{}');
      return [{ client, name, request: `${method} ${plain}` }];
    });
}

/** The adapter that a client of the list is. */
const serviceOf = (client: string) => client.split(' ')[0] ?? '';
const requestOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

const lines = readLines();
describe.runIf(lines)('the operations that the services have', () => {
  test('are all read', () => {
    expect(lines?.length).toBeGreaterThan(220);
    expect([...new Set(lines?.map(({ client }) => serviceOf(client)))].sort()).toEqual(
      [...new Set(operations.map(({ service }) => service))].sort(),
    );
  });

  test('have a command each', () => {
    const served = new Set(
      operations.filter(({ commands }) => commands.length).map((each) => `${each.service} ${requestOf(each)}`),
    );
    const missing = (lines ?? []).filter(
      ({ client, name, request }) => !(name in internals) && !served.has(`${serviceOf(client)} ${request}`),
    );
    expect(missing).toEqual([]);
  });

  test('are internals of OAuth only where no adapter has them', () => {
    const known = new Set(operations.map(requestOf));
    const excused = (lines ?? []).filter(({ name }) => name in internals);
    expect(excused.map(({ name }) => name).sort()).toEqual(Object.keys(internals).sort());
    expect(excused.filter(({ request }) => known.has(request))).toEqual([]);
  });
});

test('an adapter has no operation that no command serves', () => {
  expect(operations.filter(({ commands }) => !commands.length)).toEqual([]);
});

test('the page of operations is the one that `npm run build` writes', () => {
  expect(readFileSync(join(root, 'docs/operations.md'), 'utf8')).toBe(operationsPage(operations));
});

/** So that the reading of the sources itself can be wrong only with a test that says so. */
test.each([
  ['transfer', 'cancelTask', ['task cancel']],
  ['gcs', 'getEndpoint', ['gcs endpoint show']],
  ['flows', 'validateRun', ['flows validate-run']],
])('%s.%s is reached by %j and not by everything', (service, name, commands) => {
  const found = operations.find((each) => each.service === service && each.name === name);
  expect(found?.commands).toEqual(expect.arrayContaining(commands));
  expect(found?.commands.length).toBeLessThan(20);
});
