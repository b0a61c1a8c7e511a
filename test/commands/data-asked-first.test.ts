/** A login that is missing is told before anything is made, here or there: the same line does all of it once there is one. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { adminOf, harvest, plant } from '../../sandbox/test/transferring.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

let user: SandboxUser;
beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
}, 120_000);

const tree = { 'a.txt': 'a', 'deep/er/b.txt': 'bb' };
test.each(['cp -r', 'sync', 'mv'])('%s makes nothing without a login for the files', async (words) => {
  const [there, here] = [scratch(), scratch()];
  plant(join(there, 'source'), tree);
  plant(join(here, 'source'), tree);
  const added = await adminOf(user.sandbox)('POST', '/collections', { display_name: 'Files', path: there });
  const id = (added.json as { id: string }).id;
  const [up, down] = [
    ['source', `${id}:/new/up`],
    [`${id}:/source`, 'down'],
  ] as const;
  const run = (line: readonly string[]) => user.run([...words.split(' '), ...line], { cwd: here });
  for (const line of [up, down]) {
    const { code, stderr } = await run(line);
    expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining(`globus login --for ${id}`) });
  }
  expect([readdirSync(there), readdirSync(here)]).toEqual([['source'], ['source']]);
  await user.logIn('ada@globusid.org', ['--for', id]);
  for (const line of [up, down]) {
    const { code, stderr } = await run(line);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  }
  expect([harvest(join(there, 'new/up')), harvest(join(here, 'down'))]).toEqual([tree, tree]);
  expect(existsSync(join(here, 'source'))).toBe(words !== 'mv');
});
