/**
 * A process that was killed after it asked for something new and before it read the answer: the same line does not make it twice
 * unasked. Services know transfers and deletions again by their submission ids, and these by nothing.
 */
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endedAt, gate, type Gate } from './support/gate.js';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';

const isWindows = process.platform === 'win32';
const here = (name: string) => user.env[`GLOBUS_SANDBOX_${name}`] ?? '';
let user: SandboxUser;
let flow = '';
let ways: Readonly<Record<string, Gate>> = {};
beforeAll(async () => {
  user = await sandboxUser();
  for (const name of ['TIMER', 'GROUPS', 'FLOWS', 'SEARCH', 'TRANSFER']) {
    const variable = `GLOBUS_SDK_SERVICE_URL_${name}`;
    const way = await gate(user.env[variable] ?? '');
    user.env[variable] = way.url;
    ways = { ...ways, [name]: way };
  }
  // the two names of one variable
  user.env['GLOBUS_SDK_SERVICE_URL_TIMERS'] = user.env['GLOBUS_SDK_SERVICE_URL_TIMER'] ?? '';
  await user.logIn();
  const definition = JSON.stringify({ StartAt: 'End', States: { End: { Type: 'Pass', End: true } } });
  const made = await user.run(['flows', 'create', 'f', definition, '--input-schema', '{}', '-F', 'json']);
  flow = (JSON.parse(made.stdout) as { id: string }).id;
  await user.logIn(undefined, ['--flow', flow]);
}, 60_000);
afterAll(() => {
  for (const way of Object.values(ways)) way.close();
});

const kept = () => readdirSync(join(user.configDir, 'unanswered'));
afterEach(() => expect(kept()).toEqual([]));

interface Line {
  readonly way: string;
  readonly path: RegExp;
  readonly line: () => readonly string[];
  /** A line that lists what was made, and what names it there. */
  readonly list: readonly string[];
  readonly named: string;
}
const lines: Readonly<Record<string, Line>> = {
  'a timer': {
    way: 'TIMER',
    path: /\/v2\/timer$/,
    line: () => [
      ...['timer', 'create', 'transfer', `${here('TUTORIAL')}:/README.md`, `${here('COLLECTION_2')}:/~/nightly`],
      ...['--name', 'killed timer', '--every', '1d'],
    ],
    list: ['timer', 'list'],
    named: '"killed timer',
  },
  'a timer without a name, with a time in words': {
    way: 'TIMER',
    path: /\/v2\/timer$/,
    line: () => [
      ...['timer', 'create', 'transfer', `${here('TUTORIAL')}:/README.md`, `${here('COLLECTION_2')}:/~/once`],
      ...['--start', 'in 3 hours', '--stop-after-runs', '1'],
    ],
    list: ['timer', 'list'],
    named: '"CLI Created Timer',
  },
  'a group': {
    way: 'GROUPS',
    path: /\/groups$/,
    line: () => ['group', 'create', 'killed group'],
    list: ['group', 'list'],
    named: '"killed group',
  },
  'a run': {
    way: 'FLOWS',
    path: /\/run$/,
    line: () => ['flows', 'start', flow, '--label', 'killed run'],
    list: ['flows', 'run', 'list'],
    named: '"killed run',
  },
  'an index': {
    way: 'SEARCH',
    path: /\/index$/,
    line: () => ['search', 'index', 'create', 'killed index', 'made once'],
    list: ['search', 'index', 'list'],
    named: '"killed index',
  },
};

describe.skipIf(isWindows)('what was asked for by a process that was killed', () => {
  const madeOf = async ({ list, named }: Pick<Line, 'list' | 'named'>) => {
    const { code, stdout, stderr } = await user.run([...list, '-F', 'json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return stdout.split(named).length - 1;
  };

  test.each(Object.entries(lines))('%s is not made twice by the same line', async (_, each) => {
    const way = ways[each.way];
    if (!way) throw new Error(`there is no way to ${each.way}`);
    const { code } = await endedAt(way, user.env, each.line(), 'SIGKILL', {
      method: 'POST',
      path: each.path,
      at: 'answer',
    });
    expect(code).toBe(null);
    expect(kept()).toHaveLength(1);
    expect(await madeOf(each)).toBe(1);

    const again = await user.run(each.line());
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(
      /was asked for the same \d+ s ago by a globus that was ended before the answer came\./,
    );
    expect(await madeOf(each)).toBe(1);

    // who looked, and wants another
    expect((await user.run(each.line())).code).toBe(0);
    expect(await madeOf(each)).toBe(2);
  });

  test.each(['SIGHUP', 'SIGTERM', 'SIGINT'] as const)(
    'nor by one that %s ended: nobody may have read what it said',
    async (signal) => {
      const line = ['group', 'create', `ended by ${signal}`];
      const list = { list: ['group', 'list'], named: `"ended by ${signal}` };
      const { code } = await endedAt(ways['GROUPS'] as Gate, user.env, line, signal, {
        method: 'POST',
        path: /\/groups$/,
        at: 'answer',
      });
      expect(code).not.toBe(0);
      expect(kept()).toHaveLength(1);
      expect((await user.run(line)).code).toBe(1);
      expect(await madeOf(list)).toBe(1);
      expect((await user.run(line)).code).toBe(0);
    },
  );

  const killed = () =>
    endedAt(ways['GROUPS'] as Gate, user.env, ['group', 'create', 'late'], 'SIGKILL', {
      method: 'POST',
      path: /\/groups$/,
      at: 'request',
    });

  test('another line is another thing', async () => {
    await killed();
    expect(await user.run(['group', 'create', 'later'])).toMatchObject({ code: 0, stderr: '' });
    expect((await user.run(['group', 'create', 'late'])).code).toBe(1);
  });

  test('after an hour the line is meant', async () => {
    await killed();
    const [name = ''] = kept();
    const before = new Date(Date.now() - 61 * 60_000);
    utimesSync(join(user.configDir, 'unanswered', name), before, before);
    expect(await user.run(['group', 'create', 'late'])).toMatchObject({ code: 0, stderr: '' });
  });
});

test('every POST of an adapter may be repeated, makes something new, or is known to do no harm twice', () => {
  /** What a second one of does nothing, or is refused by the service as being there already. */
  const harmless = new Set([
    // changes of state, and what deletes
    ...[
      'lockEndpointV2',
      'lockEndpointV3',
      'cancelRun',
      'deleteRun',
      'resumeRun',
      'reopenIndex',
      'pauseJob',
      'resumeJob',
    ],
    ...[
      'cancelTask',
      'cancelManagedTasks',
      'pauseManagedTasks',
      'resumeManagedTasks',
      'deleteCollections',
      'deleteByQuery',
    ],
    // of which there is one for each person, name or question
    ...['createRole', 'addEndpointRole', 'addAccessRule', 'batchMembershipAction', 'createUserCredential'],
    ...['createBookmark', 'createBookmarkV2', 'respondToWebInput'],
    // a function is only looked at when it is called
    ...['registerFunctionV2', 'registerFunctionV3', 'validateFlow', 'validateRun'],
    // a code is good once
    'token',
  ]);
  const folder = 'src/services';
  const unknown = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return [...text.matchAll(/^ {2}(\w+): \([^\n]*\) =>\s+(?:\/\/[^\n]*\s+)?http\s*\.post[\s\S]*?(?=^ {2}\S|^\})/gm)]
      .filter(([operation]) => !/repeatable|makesAnew/.test(operation))
      .map(([, name = '']) => name)
      .filter((name) => !harmless.has(name));
  });
  expect(unknown).toEqual([]);
});
