/** Whatever a service account can do, done by one: our program under client credentials, in a sandbox. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolve } from '../src/cli/resolve.js';
import { commands, manifest } from './support/manifest-of.js';
import { sandboxClient, type SandboxClient } from './support/sandbox-client.js';
import { preparations } from './support/shapes-world.js';
import { stories } from './support/stories.js';

const services = new Set(['transfer', 'auth', 'groups', 'search', 'flows', 'timers', 'compute', 'gcs', 'http']);
/** What no line tries, and why not. */
const untried: Readonly<Record<string, readonly string[]>> = {
  'a client does not log in: it is refused, and told why': ['login', 'session consent', 'session update'],
  'somebody else has to ask or invite first': [
    'flows run resume',
    'flows web-input respond',
    'flows web-input show',
    'group invite accept',
    'group invite decline',
    'group member approve',
    'group member reject',
  ],
  'it belongs to somebody else in the sandbox': [
    'endpoint shared-endpoint-list',
    'flows registered-api show',
    'gcs endpoint reset-owner-string',
    'gcs endpoint set-owner',
    'gcs endpoint set-owner-string',
  ],
  'only administrators of the subscription may': [
    'endpoint set-subscription-id',
    'gcp set-subscription-admin-verified',
    'gcp set-subscription-id',
    'gcs collection set-subscription-admin-verified',
  ],
  'it needs a domain of its own, and its certificate': [
    'gcs collection domain delete',
    'gcs collection domain show',
    'gcs collection domain update',
    'gcs endpoint domain delete',
    'gcs endpoint domain show',
    'gcs endpoint domain update',
  ],
  'a computer of its own is never connected in the sandbox': ['gcp create guest', 'gcp update guest'],
  'the sandbox has no queue of results': ['compute result-queue'],
};

let client: SandboxClient;
let known: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'globus-client-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const state = (more: object) => JSON.stringify({ StartAt: 'Only', States: { Only: { ...more, End: true } } });

beforeAll(async () => {
  client = await sandboxClient();
  const { env, id } = client;
  const entry = { subject: 's1', visible_to: ['public'], content: { title: 'a thing' } };
  known = {
    client: id,
    tutorial: env['GLOBUS_SANDBOX_TUTORIAL']!,
    destination: env['GLOBUS_SANDBOX_TUTORIAL_2']!,
    endpoint: env['GLOBUS_SANDBOX_ENDPOINT']!,
    mapped: env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!,
    gateway: env['GLOBUS_SANDBOX_STORAGE_GATEWAY']!,
    subscription: env['GLOBUS_SANDBOX_SUBSCRIPTION']!,
    lab: env['GLOBUS_SANDBOX_GROUP']!,
    workers: env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT']!,
    entries: file('entries.json', JSON.stringify({ ingest_type: 'GMetaEntry', ingest_data: entry })),
    pass: file('pass.json', state({ Type: 'Pass' })),
    wait: file('wait.json', state({ Type: 'Wait', Seconds: 3600 })),
    calls: file('calls.jsonl', '{"args": []}\n'),
    python: file('one.py', 'def one():\n    return 1\n'),
  };
});

/** The words of a line, with what is known in the place of names; and what to keep of its answer. */
function read(line: string, names: Readonly<Record<string, string>>) {
  const [, name, path, rest = line] = /^(\w+)=([\w.]+): (.*)$/.exec(line) ?? [];
  const words = [...rest.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return {
    words: words.map((word) => word.replace(/\{(\w+)\}/g, (all, key: string) => names[key] ?? all)),
    name,
    path,
  };
}
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

describe('a service account', () => {
  for (const [about, lines] of Object.entries(stories)) {
    test(about, async () => {
      const names = { ...known };
      for (const line of lines) {
        const { words, name, path } = read(line, names);
        const { code, stdout, stderr } = await client.run([...words, '-F', 'json']);
        expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
        if (!name || !path) continue;
        const kept = at(JSON.parse(stdout), path);
        expect({ line, kept }).toEqual({ line, kept: expect.anything() });
        names[name] = String(kept);
      }
    });
  }

  test('is tried with every command that asks a service, but for those named here', () => {
    const shapes = Object.keys(preparations(client)).map((words) => words.split(' '));
    const lines = Object.values(stories).flatMap((each) => each.map((line) => read(line, {}).words));
    const tried = new Set([...shapes, ...lines].map((words) => resolve(manifest.tree(), words).node.module));
    const left = commands().filter(
      ({ module, meta }) => meta.needs.some((need) => services.has(need)) && !tried.has(module),
    );
    expect(left.map(({ meta }) => meta.path).sort()).toEqual(Object.values(untried).flat().sort());
  });
});
