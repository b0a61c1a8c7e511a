import { join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bin, dist, ensureBuilt } from './support/built.js';
import { loaded } from './support/loaded.js';
import { temporaryFolder, userId, usualLogins, writeLogin } from './support/globus.js';

const heavy = /^src\/(commands|services|auth|sandbox|output)\/|^node_modules\//;

describe('start-up', () => {
  beforeAll(ensureBuilt);

  test('the hook sees what a command loads, so that an empty answer below means something', async () => {
    const configDir = join(temporaryFolder(), 'config');
    writeLogin(configDir, usualLogins);
    const { sources } = await loaded(['task', 'show', userId, '--no-input'], {
      GLOBUS_CONFIG_DIR: configDir,
      GLOBUS_CLIENT_ID: userId,
      // the discard port: nothing listens there
      GLOBUS_SDK_SERVICE_URL_TRANSFER: 'http://127.0.0.1:9/',
    });
    expect(sources).toContain('src/commands/task/show.ts');
    expect(sources.some((source) => source.startsWith('src/command/'))).toBe(true);
  });

  for (const argv of [
    ['--version'],
    ['--help'],
    [],
    ['task'],
    ['task', '--help'],
    ['transfer', '--help'],
    ['transfer', 'submit', '--help'],
    ['task', 'show', '--help'],
  ]) {
    const line = ['globus', ...argv].join(' ');
    test(`\`${line}\` loads no command, service, login or package`, async () => {
      const { code, sources } = await loaded(argv);
      expect(code).toBe(argv.length === 1 && argv[0] === 'task' ? 2 : 0);
      expect(sources).toContain(relative(join(dist, '..'), bin));
      expect(sources.filter((source) => heavy.test(source) && !onlyNames.includes(source))).toEqual([]);
    });
  }

  test('one command loads its own module and no other', async () => {
    const { sources } = await loaded(['task', 'show', 'not-a-uuid']);
    expect(sources.filter((source) => source.startsWith('src/commands/') && !/\/_[^/]+$/.test(source))).toEqual([
      'src/commands/task/show.ts',
    ]);
    expect(
      sources.filter((source) =>
        /node_modules\/(ky|socks|inquirer|cli-table3|hono|@napi-rs|jose|ajv|yaml)\//.test(source),
      ),
    ).toEqual([]);
  });

  test('a line with a wrong flag loads no package but the one that reads it', async () => {
    const { code, sources } = await loaded(['task', 'list', '--nonsense']);
    expect(code).toBe(2);
    expect(sources.filter((source) => /^node_modules\/(?!commander)|^src\/commands\//.test(source))).toEqual([]);
  });
});

/** Files that hold names only, which help prints. */
const onlyNames: readonly string[] = ['src/output/format.ts'];
