/**
 * What a person sees: screens of a small world at three widths, kept in test/screens and read in the diff. After a change on purpose:
 * npx vitest run test/screens.test.ts -u
 */
import { describe, expect, test } from 'vitest';
import { width } from '../src/output/cut.js';
import { exampleId, exampleLogins } from './support/answering.js';
import { globus } from './support/globus.js';
import { endedTask, failedTask, screenNow, screenWorld } from './support/screen-world.js';

const lines: Readonly<Record<string, string>> = {
  'task list': 'task list',
  'task show': `task show ${exampleId}`,
  'task wait': `task wait ${endedTask}`,
  'task wait failed': `task wait ${failedTask}`,
  'task watch': `task watch ${endedTask}`,
  'task show -v': `task show ${exampleId} -v`,
  'task event-list': `task event-list ${exampleId}`,
  'endpoint search': 'endpoint search tutorial',
  'endpoint show': `endpoint show ${exampleId}`,
  'gcs collection show': `gcs collection show ${exampleId}`,
  'timer list': 'timer list',
  'timer show': `timer show ${exampleId}`,
  'flows list': 'flows list',
  'flows show': `flows show ${exampleId}`,
  'flows run list': 'flows run list',
  'flows run show': `flows run show ${exampleId}`,
  'flows run show-logs': `flows run show-logs ${exampleId}`,
  'group list': 'group list',
  'group show': `group show ${exampleId}`,
  'group member list': `group member list ${exampleId}`,
  'bookmark list': 'bookmark list',
  'search query': `search query ${exampleId} -q loom`,
  'search index list': 'search index list',
  'search index show': `search index show ${exampleId}`,
  ls: `ls ${exampleId}:/share/`,
  'ls -l': `ls -l ${exampleId}:/share/`,
  stat: `stat ${exampleId}:/share/file1.txt`,
  whoami: 'whoami -v',
  'auth status': 'auth status',
  'session show': 'session show',
  'consent list': 'consent list',
  'identity lookup': 'identity lookup ada@globusid.org',
  'endpoint permission list': `endpoint permission list ${exampleId}`,
  'endpoint role list': `endpoint role list ${exampleId}`,
  'endpoint-manager task list': 'endpoint-manager task list',
  'compute endpoint list': 'compute endpoint list',
  'compute endpoint show': `compute endpoint show ${exampleId}`,
  'gcs endpoint show': `gcs endpoint show ${exampleId}`,
  'streams access-point list': 'streams access-point list',
  'client list': 'client list',
  'project list': 'project list',
};
const screen = async (line: string, columns: number) => {
  const { code, stdout, stderr } = await globus(line.split(' '), {
    api: screenWorld(),
    logins: exampleLogins,
    now: screenNow,
    terminal: { columns },
    env: { NO_COLOR: '1' },
  });
  expect(code, stderr).toBe(line.endsWith(failedTask) ? 1 : 0);
  const dark = stdout.replaceAll(/\/\S*globus-test-\w+/g, '/home/ada').replaceAll(/(Client ID: +)\S+/g, '$1CLIENT');
  return { stdout: dark, stderr };
};

describe.each([60, 80, 140])('at %d columns', (columns) => {
  test.each(Object.entries(lines))('%s', async (name, line) => {
    const { stdout, stderr } = await screen(line, columns);
    const shown = stdout.trimEnd().split('\n');
    // a command line is copied, so that it is never cut: it has a line of its own
    expect(shown.filter((each) => width(each) > columns && !each.startsWith('  globus '))).toEqual([]);
    expect(stdout).not.toMatch(/\b(None|True|False|undefined|null)\b|\{"|\[object/);
    await expect(`$ globus ${line}\n${stdout}${stderr && `--\n${stderr}`}`).toMatchFileSnapshot(
      `screens/${name.replaceAll(' ', '-')}.${columns}.txt`,
    );
  });
});
