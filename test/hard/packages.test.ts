/** What is installed with the program: licences that are allowed, a lock file that names every package by its content, no known hole. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { figure } from '../support/fuzz.js';

const root = join(import.meta.dirname, '../..');
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
};
/** Each package by its folder, without this repository's own. */
const packages = Object.entries(lock.packages).filter(
  ([folder, { link }]) => folder.includes('node_modules/') && link !== true,
);
const installed = packages.filter(([, { dev, devOptional }]) => !dev && !devOptional);

/** Licences that ask for no more than that they are named; and those of single packages, with the reason. */
const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'Python-2.0'];
const alone: Readonly<Record<string, string>> = {
  // copyleft by file: it is neither changed nor bundled
  '@jmespath-community/jmespath': 'MPL-2.0',
  // the first of the two is chosen
  'node-forge': '(BSD-3-Clause OR GPL-2.0)',
};

const nameOf = (folder: string) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

test('packages that the program is installed with have licences that are allowed', () => {
  const others = installed
    .map(([folder, { license }]) => [nameOf(folder), license] as const)
    .filter(([name, license]) => license !== alone[name] && !allowed.includes(license ?? ''));
  expect(others).toEqual([]);
  const names = installed.map(([folder]) => nameOf(folder));
  expect(Object.keys(alone).filter((name) => !names.includes(name))).toEqual([]);
  figure(
    'licences of the packages installed with the program',
    `${installed.length} packages, ${others.length} not allowed`,
  );
});

test('what is only allowed as long as it is not bundled is not', () => {
  expect(readFileSync(join(root, 'tools/bundle.ts'), 'utf8')).toContain("'@jmespath-community/jmespath',");
});

test('packages that the program is installed with run nothing when they are', () => {
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => folder)).toEqual([]);
});

test('the lock file names every package by its content and carries no address', () => {
  expect(lock.lockfileVersion).toBe(3);
  const bare = packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([folder]) => folder);
  expect(bare).toEqual([]);
  const addresses = packages.filter(([, { resolved }]) => resolved !== undefined).map(([folder]) => folder);
  expect(addresses).toEqual([]);
  expect(JSON.stringify(lock)).not.toMatch(/"https?:\/\/[^"]*\.tgz/);
  figure(
    'packages of the lock file',
    `${packages.length} named by their content, ${bare.length + addresses.length} not`,
  );
});

/** Asks the registry, so only where a long run is meant. */
test.runIf(process.env['GLOBUS_HARD_ROUNDS'])(
  'no package of the program has a hole that is known',
  async ({ skip }) => {
    const run = promisify(execFile);
    const { stdout, stderr } = await run('npm', ['audit', '--omit=dev', '--json'], { cwd: root }).catch(
      // a hole that is found ends with 1, and so does a registry that is not there
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    const report = JSON.parse(stdout || '{}') as {
      readonly vulnerabilities?: Readonly<Record<string, unknown>>;
      readonly message?: string;
      readonly error?: { readonly summary?: string };
    };
    if (!report.vulnerabilities) {
      const said = report.message ?? report.error?.summary ?? stderr.split('\n')[0] ?? '';
      const why = said.replace(/ ?\S*https?:\S+/g, '').trim();
      figure('npm audit --omit=dev', `not tried: ${why}`);
      return skip(`the registry could not be asked: ${why}`);
    }
    const found = Object.keys(report.vulnerabilities);
    figure('npm audit --omit=dev', `${installed.length} packages, ${found.length} with a known hole`);
    expect(found).toEqual([]);
  },
  120_000,
);
