/** A folder that cannot be looked into, in the middle of a comparison: it is named, and what may be in it is not extra. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);

/** The network, on which a collection lets nobody look into one folder. */
const network: typeof fetch = async (input, init) => {
  const url = decodeURIComponent(input instanceof Request ? input.url : String(input));
  return /\/ls\?.*path=\/u\/secret/.test(url)
    ? Response.json({ code: 'EndpointPermissionDenied', message: 'Denied by endpoint' }, { status: 403 })
    : fetch(input, init);
};
const source = { a: 'a', 'secret/x': 'x', 'deep/b': 'b' };
const old = { 'secret/x': 'x', extra: 'e' };

test('of a collection: a plan, a check and --delete', async () => {
  plant(join(world.there, 'u'), source);
  plant(join(world.here, 'd'), old);
  plant(join(world.other, 'd'), old);
  const line = [`${world.collection}:/u`, 'd'];
  for (const words of [['sync', '--plan', '--delete'], ['check']]) {
    const { code, stdout, stderr } = await world.run([...words, ...line], { network });
    expect({ code, rows: stdout.trim().split('\n').sort() }).toEqual({
      code: 1,
      rows: ['+ a (1 B)', '+ deep/b (1 B)', '- extra (1 B)'],
    });
    expect(stderr).toContain('Cannot open /u/secret: Globus Transfer: Denied by endpoint');
    expect(stderr.includes('nothing would be deleted')).toBe(words[0] === 'sync');
  }
  const { code, stderr } = await world.run(
    ['sync', '--delete', '--yes', `${world.collection}:/u`, `${world.second}:/d`],
    {
      network,
    },
  );
  expect(code).toBe(1);
  expect(stderr).toContain('Not everything was copied, so nothing is deleted.');
  expect(harvest(join(world.other, 'd'))).toEqual({ ...source, ...old });
});
