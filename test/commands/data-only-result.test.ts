/** What is told where something failed: that the work is done, and only its result is lost, is said where that is so, and nowhere else. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataWorld, type DataWorld } from '../support/data-world.js';

const lost = 'Only the result is lost';
let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);
beforeEach(() => {
  for (const folder of [world.here, world.there, world.other]) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, 'n'));
    writeFileSync(join(folder, 'n/k'), 'k');
    writeFileSync(join(folder, 'one'), '1');
    writeFileSync(join(folder, 'two'), '2');
  }
});
afterEach(() => world.noFaults());
const at = (path: string) => `${world.collection}:${path}`;
const fails = async (line: string[], format: string) => {
  const { code, stdout, stderr } = await world.run([...line, '-F', format]);
  expect([code, `${stdout}${stderr}`], line.join(' ')).toEqual([1, expect.not.stringContaining(lost)]);
};

test.each(['text', 'json', 'ndjson'])('a refusal of the service is no lost result, with -F %s', async (format) => {
  await fails(['mv', at('/one'), at('/two')], format);
  writeFileSync(join(world.there, 'file'), '');
  mkdirSync(join(world.here, 'file'));
  writeFileSync(join(world.here, 'file/k'), 'k');
  await fails(['mv', 'file', at('/file')], format);
  await world.fault({
    service: 'transfer',
    method: 'POST',
    path: '*/transfer',
    effect: { type: 'status', status: 403 },
  });
  await fails(['cp', '-r', at('/n'), `${world.second}:/z`], format);
  await fails(['mv', at('/n'), `${world.second}:/z`], format);
  await world.fault({ service: 'transfer', method: 'POST', path: '*/delete', effect: { type: 'status', status: 403 } });
  rmSync(join(world.here, 'two'));
  await fails(['sync', '--delete', '--yes', '.', at('/')], format);
});

test('a result that cannot be shown is one, where the work is done', async () => {
  const { code, stderr } = await world.run(['cp', at('/one'), 'copy', '-F', 'json', '--jmespath', 'sum(bytes)']);
  expect([code, stderr]).toEqual([1, expect.stringContaining(lost)]);
  expect(readdirSync(world.here)).toContain('copy');
});
