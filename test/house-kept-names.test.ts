/** What is kept of names does not outlive what we do ourselves: whatever makes, renames or deletes a thing has names be looked up again. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOperations } from '../tools/operations.js';
import { asksAfresh } from '../src/cli/execute.js';
import { changedNames } from '../src/settings/names.js';
import { sources } from '../src/globus/things/sources.js';
import { commandOf, commands } from './support/manifest-of.js';

/** What operations are about, as their names say it, and the kind of its names; what has no name that is kept, has no kind. */
const kinds: ReadonlyMap<string, string | undefined> = new Map([
  ['project', 'project'],
  ['policy', 'policy'],
  ['client', 'client'],
  ['scope', 'authScope'],
  ['endpoint', 'collection'],
  ['shared endpoint', 'collection'],
  ['collection', 'collection'],
  ['collections', 'collection'],
  ['bookmark', 'collection'],
  ['tunnel', 'tunnel'],
  ['group', 'group'],
  ['index', 'index'],
  ['flow', 'flow'],
  ['timer', 'timer'],
  ['job', 'timer'],
  ['client credential', undefined],
  ['access rule', undefined],
  ['endpoint role', undefined],
  ['role', undefined],
  ['task', undefined],
  ['run', undefined],
  ['pause rule', undefined],
  ['by query', undefined],
  ['subject', undefined],
  ['entry', undefined],
  ['function', undefined],
  ['storage gateway', undefined],
  ['user credential', undefined],
  ['node', undefined],
  ['sharing policy', undefined],
  ['endpoint domain', 'host'],
  ['collection domain', 'host'],
]);
/** Things that are given by id: nothing of them is kept but what Tab offers. */
const givenById = new Set(['openTask', 'pauseRule', 'managedTask', 'subscription', 'webInput']);
const words = (name: string) => name.replace(/(V\d)$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const changing = readOperations(join(import.meta.dirname, '..')).filter(
  ({ method }) => !['GET', 'HEAD'].includes(method),
);

describe('names that are kept', () => {
  test.each(changing.map((each) => [`${each.service} ${each.name}`, each] as const))('after %s', (_name, operation) => {
    const [, about = ''] =
      /^(?:create|register|update|delete|set(?=.*domain))(?: (.*))?$/.exec(words(operation.name)) ?? [];
    if (about) expect([...kinds.keys()]).toContain(about);
    const kind = operation.service === 'compute' && about === 'endpoint' ? 'computeEndpoint' : kinds.get(about);
    const changed = changedNames(operation)?.kinds ?? [];
    if (kind !== undefined) expect(changed).toContain(kind);
    // what people do all day costs no look-up
    else if (operation.service !== 'gcs') expect(changed).toEqual([]);
  });

  test('are of a kind that some request changes', () => {
    const paths = ['stream_access_points', 'registered_apis'].map((path) => ({ method: 'POST', path }));
    const all = new Set(
      [...changing, ...['transfer', 'flows'].flatMap((service) => paths.map((path) => ({ service, ...path })))].flatMap(
        (request) => changedNames(request)?.kinds ?? [],
      ),
    );
    const kept = Object.entries(sources)
      .filter(([kind, { newestWins }]) => !newestWins && !givenById.has(kind))
      .map(([kind]) => kind);
    expect(kept.filter((kind) => !all.has(kind))).toEqual([]);
  });

  const deciding =
    /(^| )(create|update|edit|rename|mkdir|start|ingest|run|submit|register|pause|resume|stop|cancel|approve|reject|join|leave|invite|(set|reset)-[a-z-]+)( (transfer|delete|flow|guest|mapped))?$/;
  test('are not what a thing is changed by', async () => {
    const changes = commands().filter(({ hidden, meta }) => !hidden && deciding.test(meta.path));
    expect(changes.length).toBeGreaterThan(90);
    for (const { meta, module } of changes)
      expect(
        asksAfresh(meta.path, await commandOf(module), () => false),
        meta.path,
      ).toBe(true);
    for (const { meta, module } of commands().filter(({ meta }) =>
      /^(ls|cp|get|put|transfer|.* (show|list))$/.test(meta.path),
    ))
      expect(
        asksAfresh(meta.path, await commandOf(module), () => false),
        meta.path,
      ).toBe(false);
  });
});
