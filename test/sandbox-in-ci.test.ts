/** What docs/sandbox-in-ci.md shows, run as it stands there, in a project that has `globus` only for `npx globus`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { bin, ensureBuilt } from './support/built.js';
import { scratch } from './support/sandbox-user.js';

// npx starts npm, which starts globus, which starts a sandbox: several times in each of these
vi.setConfig({ testTimeout: 180_000 });

const project = scratch();
const page = readFileSync(join(import.meta.dirname, '../docs/sandbox-in-ci.md'), 'utf8');
const files = new Map(
  [...page.matchAll(/```\w+\n(?:#|\/\/) (\S+)\n(.*?)```/gs)].map(([, name = '', text = '']) => [name, text]),
);

beforeAll(() => {
  ensureBuilt();
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  symlinkSync(bin, join(project, 'node_modules/.bin/globus'));
  writeFileSync(join(project, 'package.json'), '{"private": true}');
  for (const [name, text] of files) if (!name.includes('/')) writeFileSync(join(project, name), text);
});

function run(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  // not the `globus` of whoever runs the tests, and nothing from a registry
  const paths = PATH.split(':').filter((folder) => !folder.includes('node_modules'));
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    env: {
      PATH: paths.join(':'),
      HOME: project,
      npm_config_offline: 'true',
      GLOBUS_CONFIG_DIR: join(project, 'config'),
      ...env,
    },
  });
  return { code: status, stdout, stderr };
}

/** Whether a runtime is at hand; why not is printed. */
function has(command: string, ...args: string[]): boolean {
  const { error, status } = spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 });
  if (!error && status === 0) return true;
  process.stderr.write(
    `skipped: \`${[command, ...args].join(' ')}\` does not run here (${error?.message ?? `exit code ${status}`})\n`,
  );
  return false;
}
const three = { code: 0, stdout: 'file1.txt file2.txt file3.txt\n' };

test('npx globus sandbox exec has a plain globus inside', () => {
  const script = 'command -v globus > /dev/null && globus whoami && exit 7';
  expect(run('npx', ['globus', 'sandbox', 'exec', '--', 'sh', '-c', script])).toMatchObject({
    code: 7,
    stdout: 'ada@globusid.org\n',
  });
});

test('JavaScript', () => {
  expect(run('node', ['test-sandbox.mjs'])).toMatchObject(three);
});

test.skipIf(!has('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 8))'))('Python', () => {
  expect(run('python3', ['test_sandbox.py'])).toMatchObject(three);
});

test.skipIf(!has('go', 'version'))('Go', () => {
  writeFileSync(join(project, 'go.mod'), 'module sandbox\n\ngo 1.21\n');
  expect(run('go', ['test', './...'], { GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' })).toMatchObject({ code: 0 });
});

test.skipIf(!has('bash', '--version'))(
  'the action gives the steps that follow the variables, and hides what is secret',
  () => {
    const action = parse(files.get('.github/actions/globus-sandbox/action.yml') ?? '') as {
      runs: { steps: { run: string }[] };
    };
    const github = join(project, 'github-env');
    const env = { GITHUB_ENV: github, RUNNER_TEMP: project, WORLD: 'class' };
    const [step] = action.runs.steps;
    const done = run('bash', ['-eo', 'pipefail', '-c', step?.run ?? 'false'], env);
    try {
      expect(done).toMatchObject({ code: 0 });
      const variables = Object.fromEntries(
        readFileSync(github, 'utf8')
          .trim()
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      ) as Record<string, string>;
      expect(variables['GLOBUS_SANDBOX_USER']).toBe('teacher@class.example');
      expect(done.stdout).toContain(`::add-mask::${variables['GLOBUS_SANDBOX_KEY']}\n`);
      expect(run('npx', ['globus', 'sandbox', 'status', '--jmespath', 'status', '-F', 'unix'], variables).stdout).toBe(
        'ok\n',
      );
      const workflow = parse(files.get('.github/workflows/test.yml') ?? '') as { jobs: { test: { steps: object[] } } };
      expect(workflow.jobs.test.steps).toContainEqual({
        uses: './.github/actions/globus-sandbox',
        with: { world: 'class' },
      });
    } finally {
      expect(run('npx', ['globus', 'sandbox', 'stop'])).toMatchObject({ code: 0 });
    }
  },
);

test('the container starts what it names', () => {
  const container = files.get('Containerfile') ?? '';
  const [, entry = '[]'] = /^ENTRYPOINT (.*)$/m.exec(container) ?? [];
  const [, command = '[]'] = /^CMD (.*)$/m.exec(container) ?? [];
  const [globus, ...words] = [...(JSON.parse(entry) as string[]), ...(JSON.parse(command) as string[])];
  expect(globus).toBe('globus');
  expect(run('npx', ['globus', ...words])).toMatchObject({ code: 0, stdout: 'ada@globusid.org\n' });
});
