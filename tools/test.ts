/**
 * `npm test`: every test, or with arguments what vitest makes of them. Some ten thousand tests share two cores, and a busy
 * machine lets one of them miss a moment now and then. So the few files that fell are run once more, one at a time: what
 * passes then is told as unsteady, and what falls again fails the run, as does a run in which many files fell.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** More files than this do not fall by chance. */
const most = 5;
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function run(...argv: string[]): { code: number; report: Report | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'globus-tests-'));
  const file = join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...argv],
      { stdio: 'inherit' },
    );
    return { code: status ?? 1, report: reportIn(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportIn(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined; // vitest did not get as far as that
  }
}

const argv = process.argv.slice(2);
const { code, report } = run(...argv);
process.exitCode = code;
const fallen = report?.testResults.filter(({ status }) => status === 'failed') ?? [];
if (code !== 0 && fallen.length > 0 && fallen.length <= most) {
  const told = fallen.flatMap(({ name, assertionResults }) => [
    relative('.', name),
    ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `  ${fullName}`),
  ]);
  console.error(`\nThese fell, and are run once more, one file at a time:\n${told.join('\n')}\n`);
  const options = argv.filter((each) => each.startsWith('--'));
  const again = run('--no-file-parallelism', ...options, ...fallen.map(({ name }) => name));
  process.exitCode = again.code;
  if (again.code === 0) console.error(`\nUnsteady: these fell once and passed alone.\n${told.join('\n')}`);
}
