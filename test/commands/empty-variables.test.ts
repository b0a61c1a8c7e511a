/** What a script's empty variable makes of a line that takes something away, or lets somebody in: nothing happens. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
  mkdirSync(join(world.there, 'kept'));
  writeFileSync(join(world.there, 'kept/file.txt'), 'kept');
  mkdirSync(join(world.here, 'new'));
  await world.done(['bookmark', 'create', `${world.collection}:/kept`, 'marked']);
}, 60_000);

const nothing = [
  ['rm', '-rfy', 'PLACE'],
  ['delete', '-ry', 'PLACE'],
  ['mv', 'PLACE', 'moved'],
  ['sync', '--delete', '--yes', 'new', 'PLACE'],
  ['sync', '--delete', '--yes', 'PLACE', 'new'],
  ['transfer', '-ry', '--delete-destination-extra', 'OTHER:/', 'PLACE'],
  ['share', 'PLACE', '--with', 'anyone', '--read'],
  ['share', 'revoke', 'PLACE', '--with', 'anyone'],
  ['endpoint', 'permission', 'create', 'PLACE', '--permissions', 'r', '--anonymous'],
].flatMap((line) => ['@marked:', 'ID:'].map((place) => [line.join(' '), place] as const));

test.each(nothing)('%s, of %s', async (line, typed) => {
  const place = typed === 'ID:' ? `${world.collection}:` : typed;
  const words = line.split(' ').map((word) => word.replace('PLACE', place).replace('OTHER', world.second));
  const told = await world.run(words);
  expect([told.code, told.stdout]).toEqual([2, '']);
  expect(readdirSync(join(world.there, 'kept'))).toEqual(['file.txt']);
});

test.each([[['-q', '']], [['-q', '  ']], [['--query-document', '{"q": ""}']]])(
  'search delete-by-query %j',
  async (query) => {
    const index = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
    const told = await world.run(['search', 'delete-by-query', index, ...query, '--dry-run']);
    expect([told.code, told.stderr]).toEqual([2, expect.stringContaining('finds everything')]);
  },
);

test.each(['--domain-constraints-include', '--domain-constraints-exclude'])('policy update %s', async (flag) => {
  for (const list of ['', ' ', ','])
    expect(await world.run(['policy', 'update', '11111111-6a3c-4a6e-9d3e-5b7a1c2d3e4f', flag, list])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('null is for no constraint') as string,
    });
});
