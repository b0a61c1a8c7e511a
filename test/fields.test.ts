/** --fields: the columns of a table that are wanted. */
import { describe, expect, test } from 'vitest';
import { exampleId, exampleLogins } from './support/answering.js';
import { globus } from './support/globus.js';
import { screenNow, screenWorld } from './support/screen-world.js';

const run = (line: string, columns?: number) =>
  globus(line.split(' '), {
    api: screenWorld(),
    logins: exampleLogins,
    now: screenNow,
    env: { NO_COLOR: '1' },
    ...(columns !== undefined && { terminal: { columns } }),
  });
const heading = async (line: string, columns?: number) => {
  const { code, stdout, stderr } = await run(line, columns);
  expect(code, stderr).toBe(0);
  return stdout
    .split('\n')[0]
    ?.trim()
    .split(columns === undefined ? /\s*\|\s*|,/ : / {2,}/);
};

describe('--fields', () => {
  test.each([60, 80, 140])('shows these columns of a terminal, in this order, at %d columns', async (columns) => {
    expect(await heading(`ls -l ${exampleId}:/share/ --fields size,filename`, columns)).toEqual(['Size', 'Filename']);
  });
  test('shows ids whole, and takes a part of a name that no other has', async () => {
    const { stdout } = await run('task list --fields label,task-id', 100);
    expect(stdout.split('\n')[0]).toMatch(/^Label +Task ID$/);
    expect(stdout).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/);
    expect(await heading('task list --fields STATUS,label', 100)).toEqual(['Status', 'Label']);
  });
  test('chooses on a pipe and in csv, too', async () => {
    expect(await heading('task list --fields label,status')).toEqual(['Label', 'Status']);
    expect(await heading('task list --fields label,status -F csv')).toEqual(['Label', 'Status']);
  });
  test('a column that there is not is exit 2 with those there are, and nothing is asked of a service', async () => {
    const { code, stdout, stderr } = await globus(['task', 'list', '--fields', 'label,colour'], {
      terminal: { columns: 80 },
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^Invalid value for --fields: there is no column 'colour' here\.\n\nThere are: .*\btask-id\b/,
    );
  });
  test.each([
    ['whoami --fields name', /this command shows none here/],
    [`ls ${exampleId}:/share/ --fields name`, /this command shows none here/],
    ['task list --fields label --json', /for anything else, use --jmespath alone/],
    ['task list --fields label --jmespath DATA', /for anything else, use --jmespath alone/],
  ])('%s is exit 2', async (line, why) => {
    const { code, stderr } = await globus(line.split(' '));
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
  test('of members of a group it still adds what they filled in', async () => {
    expect(await heading(`group member list ${exampleId} --fields institution`)).toEqual([
      'Username',
      'Role',
      'Status',
      'Institution',
    ]);
  });
});
