/** A rule that never fires holds nothing: deliberate violations, each of which the tools must name. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './support/globus.js';

const root = join(import.meta.dirname, '..');

/** A folder with this project's settings, these files, and its packages. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const setting of ['.dependency-cruiser.cjs', 'eslint.config.js', 'tsconfig.json', 'package.json'])
    copyFileSync(join(root, setting), join(folder, setting));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** What the imports of a violation point at. */
const house: Readonly<Record<string, string>> = {
  'src/errors.ts': 'export const e = 1;\n',
  'src/command/index.ts': 'export const command = 1;\n',
  'src/command/param.ts': 'export const param = 1;\n',
  'src/services/http.ts':
    "import ky from 'ky';\nimport '../errors.js';\nexport type Http = typeof ky;\nexport default ky;\n",
  'src/commands/task/_params.ts': 'export const taskId = 1;\n',
  'src/commands/task/show.ts':
    "import { command } from '../../command/index.js';\nimport { taskId } from './_params.js';\nimport type { Http } from '../../services/http.js';\nexport type T = Http;\nexport default [command, taskId];\n",
  'src/output/render.ts': "import chalk from 'chalk';\nexport default chalk;\n",
  'sandbox/src/app.ts': "import { Hono } from 'hono';\nexport default Hono;\n",
};

async function layerViolations(files: Readonly<Record<string, string>>): Promise<string[]> {
  const cwd = project({ ...house, ...files });
  const argv = [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    'src',
    'sandbox/src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd, maxBuffer: 1e8 }).catch(
    (failed: unknown) => failed as { stdout: string },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`))].sort();
}

describe('the layers', () => {
  test('of a well-built house give no complaint', async () => {
    expect(await layerViolations({})).toEqual([]);
  });

  const violations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'commands-import-the-language src/commands/bad.ts': { 'src/commands/bad.ts': "import '../command/param.js';\n" },
    'commands-import-the-language src/commands/worse.ts': {
      'src/commands/worse.ts': "import http from '../services/http.js';\nexport default http;\n",
    },
    'nobody-imports-a-command src/main.ts': { 'src/main.ts': "import './commands/task/show.js';\n" },
    'services-know-http-and-errors src/services/bad.ts': { 'src/services/bad.ts': "import '../output/render.js';\n" },
    'auth-knows-errors src/auth/bad.ts': { 'src/auth/bad.ts': "import '../output/render.js';\n" },
    'output-knows-errors src/output/bad.ts': { 'src/output/bad.ts': "import '../services/http.js';\n" },
    'output-does-no-io src/output/io.ts': { 'src/output/io.ts': "import 'node:fs';\n" },
    'sandbox-shares-no-code sandbox/src/bad.ts': { 'sandbox/src/bad.ts': "import '../../src/errors.js';\n" },
    'no-cycles-in-the-sandbox sandbox/src/auth/a.ts': {
      'sandbox/src/auth/a.ts': "import type { B } from './b.js';\nexport type A = B | 1;\n",
      'sandbox/src/auth/b.ts': "import type { A } from './a.js';\nexport type B = A | 2;\n",
    },
    'the-ground-of-the-sandbox-knows-no-wing sandbox/src/world.ts': {
      'sandbox/src/world.ts': "import type { A } from './auth/a.js';\nexport type W = A;\n",
    },
    'nobody-imports-the-sandbox src/main.ts': { 'src/main.ts': "import '../sandbox/src/app.js';\n" },
    'ground-imports-nothing-upwards src/uuid.ts': { 'src/uuid.ts': "import './command/param.js';\n" },
    'know-how-knows-no-front src/globus/bad.ts': { 'src/globus/bad.ts': "import '../command/index.js';\n" },
    'know-how-knows-no-front src/globus/worse.ts': {
      'src/globus/worse.ts': "import type { param } from '../command/param.js';\nexport type P = typeof param;\n",
    },
    'language-knows-no-service src/command/bad.ts': { 'src/command/bad.ts': "import '../services/http.js';\n" },
    'host-is-this-machine src/host/bad.ts': { 'src/host/bad.ts': "import '../services/http.js';\n" },
    'settings-are-what-a-user-sets src/settings/bad.ts': { 'src/settings/bad.ts': "import '../services/http.js';\n" },
    'the-login-of-this-process src/auth/session/bad.ts': {
      'src/auth/session/bad.ts': "import '../../output/render.js';\n",
    },
    'underscore-files-stay-in-commands src/globus/bad.ts': {
      'src/globus/bad.ts': "import '../commands/task/_params.js';\n",
    },
    'no-cycles src/auth/a.ts': {
      'src/auth/a.ts': "import './b.js';\nexport const a = 1;\n",
      'src/auth/b.ts': "import './a.js';\nexport const b = 1;\n",
    },
    'only-http-uses-ky src/services/other.ts': { 'src/services/other.ts': "import 'ky';\n" },
    'only-cli-uses-commander src/main.ts': { 'src/main.ts': "import 'commander';\n" },
    'only-output-draws src/cli/bad.ts': { 'src/cli/bad.ts': "import 'cli-table3';\n" },
    'only-prompt-asks src/cli/asks.ts': { 'src/cli/asks.ts': "import 'inquirer';\n" },
    'only-keychain-uses-the-keyring src/auth/keys.ts': { 'src/auth/keys.ts': "import '@napi-rs/keyring';\n" },
    'only-sandbox-serves src/main.ts': { 'src/main.ts': "import 'hono';\n" },
  };
  const cases = Object.entries(violations);
  // one cruise for all that do not stand in each other's way: a file is written by one violation only
  test('notice each import that goes the wrong way', async () => {
    const main = cases
      .filter(([, files]) => 'src/main.ts' in files)
      .map(([, files]) => files['src/main.ts'])
      .join('');
    const bad = cases
      .filter(([, files]) => 'src/globus/bad.ts' in files)
      .map(([, files]) => files['src/globus/bad.ts'])
      .join('');
    const found = await layerViolations({
      ...Object.assign({}, ...cases.map(([, files]) => files)),
      'src/main.ts': main,
      'src/globus/bad.ts': bad,
    });
    for (const [expected] of cases) expect(found).toContain(expected);
  });
});

async function styleViolations(file: string, text: string): Promise<string[]> {
  const folder = project({ [file]: text });
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: join(folder, 'eslint.config.js') });
  const results = await eslint.lintFiles([file]);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

describe('the style', () => {
  test('of plain code gives no complaint', async () => {
    expect(await styleViolations('src/good.ts', 'export const double = (n: number) => n * 2;\n')).toEqual([]);
  });
  const violations: readonly (readonly [rule: string, text: string])[] = [
    ['no-console', "console.log('x');\n"],
    ['no-restricted-properties', 'process.exit(1);\n'],
    ['no-restricted-properties', "export const home = process.env['HOME'];\n"],
    ['eqeqeq', 'export const same = (a: number, b: number) => a == b;\n'],
    ['@typescript-eslint/no-explicit-any', 'export const f = (a: any) => String(a);\n'],
    ['@typescript-eslint/no-floating-promises', 'const f = async () => 1;\nf();\n'],
    ['@typescript-eslint/no-unused-vars', 'const unused = 1;\n'],
    [
      '@typescript-eslint/consistent-type-imports',
      "import { Readable } from 'node:stream';\nexport type R = Readable;\n",
    ],
    ['@typescript-eslint/no-non-null-assertion', 'export const f = (a: string | undefined) => a!.length;\n'],
  ];
  for (const [rule, text] of violations) {
    test(`${rule} notices ${text.trim().split('\n').at(-1)}`, async () => {
      expect(await styleViolations('src/bad.ts', text)).toContain(rule);
    });
  }

  test('a disabled rule that disables nothing is noticed', async () => {
    const messages = await styleViolations(
      'src/bad.ts',
      '// eslint-disable-next-line no-console -- why\nexport const n = 1;\n',
    );
    expect(messages.join()).toContain('Unused eslint-disable directive');
  });

  test('the environment may be read where the process is started, and nowhere else', async () => {
    const text = "export const home = process.env['HOME'];\n";
    expect(await styleViolations('src/start.ts', text)).toEqual([]);
    expect(await styleViolations('src/services/http.ts', text)).toEqual(['no-restricted-properties']);
  });
});

describe('the sources', () => {
  const files = ['src', 'sandbox/src', 'sandbox/test', 'test', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  const linesOf = (file: string) => readFileSync(join(root, file), 'utf8').split('\n');

  test('say why wherever they turn a rule off', () => {
    const bare = files.flatMap((file) =>
      linesOf(file).flatMap((line, i) =>
        /eslint-disable(?!.* -- )|@ts-(ignore|expect-error)(?! .)/.test(line) && !line.includes('test(')
          ? [`${file}:${i + 1}`]
          : [],
      ),
    );
    expect(bare.filter((place) => !place.startsWith('test/house-rules'))).toEqual([]);
  });

  test('make folders with makeFolder: with `recursive`, Node tries for ever where a folder takes no others, as in /proc', () => {
    const own = files.filter((file) => /^(sandbox\/)?src\//.test(file));
    expect(own.filter((file) => /mkdir(Sync)?\([^;]*recursive/.test(linesOf(file).join('\n')))).toEqual([]);
  });

  test('have names that say what is in them', () => {
    expect(
      files.filter(
        (file) =>
          /(^|[/_-])(utils?|helpers?|common|shared|managers?|misc)(\.test)?\.tsx?$/.test(file) &&
          !file.startsWith('test/fixtures'),
      ),
    ).toEqual([]);
  });

  test('are short enough to read: 300 lines at most', () => {
    const long = files
      .filter((file) => /^(sandbox\/)?src\//.test(file))
      .map((file) => [file, linesOf(file).length] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });
});
