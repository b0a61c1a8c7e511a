/**
 * What a person sees: screens of a small world on a pseudo-terminal at three widths, kept in test/screens and read in the diff.
 * After a change on purpose: npx vitest run test/screens.test.ts --update=true
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { width } from '../src/output/cut.js';
import { exampleId, exampleLogins } from './support/answering.js';
import { ensureBuilt } from './support/built.js';
import { endedTask, failedTask, pausedTask, screenNow, screenWorld } from './support/screen-world.js';
import { servedWorld } from './support/served-world.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

const lines: Readonly<Record<string, string>> = {
  'task list': 'task list',
  'task show': `task show ${exampleId}`,
  'task show paused': `task show ${pausedTask}`,
  'endpoint-manager task show': `endpoint-manager task show ${pausedTask}`,
  'task pause-info': `task pause-info ${pausedTask}`,
  'endpoint-manager pause-rule list': 'endpoint-manager pause-rule list',
  'endpoint-manager pause-rule show': `endpoint-manager pause-rule show ${exampleId}`,
  'gcs storage-gateway list': `gcs storage-gateway list ${exampleId}`,
  'gcs storage-gateway show': `gcs storage-gateway show ${exampleId} ${exampleId}`,
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
let world: Awaited<ReturnType<typeof servedWorld>>;
beforeAll(async () => {
  ensureBuilt();
  const [api, logins] = [screenWorld, exampleLogins];
  world = await servedWorld({ api, logins, now: screenNow, hosts: ['sandbox.example'] });
});
afterAll(() => world.close());

describe.skipIf(!hasTerminal).each([60, 80, 140])('at %d columns', (columns) => {
  test.each(Object.entries(lines))('%s', async (name, line) => {
    world.begin();
    const terminal = onTerminal(line.split(' '), world.env, columns);
    expect(await terminal.ended(), terminal.screen()).toBe(line.endsWith(failedTask) ? 1 : 0);
    const screen = terminal.screen();
    const shown = screen.trimEnd().split('\n');
    // a command line is copied, so that it is never cut
    expect(shown.filter((each) => width(each) > columns && !/ globus /.test(each))).toEqual([]);
    expect(screen).not.toMatch(/\b(None|True|False|undefined|null)\b|\{"|\[object/);
    const dark = screen.replaceAll(/\/\S*globus-test-\w+/g, '/home/ada').replaceAll(/(Client ID: +)\S+/g, '$1CLIENT');
    await expect(`$ globus ${line}\n${dark}`).toMatchFileSnapshot(
      `screens/${name.replaceAll(' ', '-')}.${columns}.txt`,
    );
  });
  test('names and ids are links where the terminal has them', async () => {
    world.begin();
    const env = { ...world.env, NO_COLOR: '', TERM_PROGRAM: 'WezTerm' };
    const terminal = onTerminal(['endpoint', 'search', 'tutorial'], env, columns);
    expect(await terminal.ended()).toBe(0);
    const links = terminal.raw().split(']8;;https://app.globus.org/file-manager?origin_id=').length - 1;
    // the name and the id of each of four
    expect(links, terminal.raw()).toBe(8);
  });
});
