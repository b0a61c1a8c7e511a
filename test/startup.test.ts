import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bin, dist, ensureBuilt, runBuilt } from './support/built.js';
import { temporaryFolder, userId, usualLogins, writeLogin } from './support/globus.js';

/** Every module file that one run of the program loads, as a source file or a package. */
async function loaded(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; sources: string[] }> {
  const folder = temporaryFolder();
  const log = join(folder, 'loaded');
  writeFileSync(log, '');
  const hook = join(folder, 'hook.mjs');
  writeFileSync(
    hook,
    `import { createRequire, register } from 'node:module';
     import { appendFileSync } from 'node:fs';
     import { pathToFileURL } from 'node:url';
     const { cache } = createRequire(import.meta.url);
     process.on('exit', () => { for (const file of Object.keys(cache)) appendFileSync(${JSON.stringify(log)}, pathToFileURL(file).href + String.fromCharCode(10)); });
     register('data:text/javascript,' + encodeURIComponent(\`
       import { appendFileSync } from 'node:fs';
       export async function load(url, context, next) { appendFileSync(${JSON.stringify(log)}, url + String.fromCharCode(10)); return next(url, context); }
     \`));`,
  );
  const { code, stdout } = await runBuilt(argv, { nodeArgs: ['--import', hook], env });
  const urls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith('file:') && !url.endsWith('hook.mjs'));
  return { code, stdout, sources: urls.flatMap(sourcesOf) };
}

/** What a loaded file is made of: the source map of a bundled one says it. */
function sourcesOf(url: string): string[] {
  const file = fileURLToPath(url);
  if (!file.startsWith(dist)) return [relative(join(dist, '..'), file)];
  const map = `${file}.map`;
  if (!existsSync(map)) throw new Error(`${file} has no source map`);
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.map((source) => relative(join(dist, '..'), join(file, '..', source)));
}

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
