/**
 * `npm test`: every test, or with arguments what vitest makes of them. Some ten thousand tests share two cores, and a busy
 * machine lets one of them miss a moment now and then. So the few files that fell are run once more, one at a time: what
 * passes then is told as unsteady, and what falls again fails the run, as does a run in which many files fell.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** What vitest does with a file to write into, and what it wrote there: undefined where it did not get as far as that. */
function vitestWrites<T>(argv: (file: string) => readonly string[]): { code: number; written: T | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'globus-tests-'));
  const file = join(folder, 'report.json');
  try {
    const { status } = spawnSync(process.execPath, [vitest, ...argv(file)], { stdio: 'inherit' });
    return { code: status ?? 1, written: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (...argv: string[]) =>
  vitestWrites<Report>((file) => [
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ...argv,
  ]);

/** The files that are to run. */
const filesOf = (argv: readonly string[]): readonly string[] =>
  (
    vitestWrites<readonly { readonly file: string }[]>((file) => ['list', '--filesOnly', `--json=${file}`, ...argv])
      .written ?? []
  ).map(({ file }) => file);

/** Those of them whose process ended before they were done: vitest leaves them out, or says that they passed, with tests that it waits for. */
const untold = (files: readonly string[], report: Report): readonly string[] => {
  const whole = report.testResults.filter((each) => each.assertionResults.every(({ status }) => status !== 'pending'));
  return files.filter((file) => !whole.some(({ name }) => name === file));
};

const argv = process.argv.slice(2);
const { code, written: report } = run(...argv);
process.exitCode = code;
if (code !== 0 && report) {
  const failed = report.testResults.filter(({ status }) => status === 'failed');
  const lost = untold(filesOf(argv), report).filter((file) => !failed.some(({ name }) => name === file));
  const fallen = [...failed.map(({ name }) => name), ...lost];
  if (fallen.length > 0 && fallen.length <= most) {
    const told = [
      ...failed.flatMap(({ name, assertionResults }) => [
        relative('.', name),
        ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `  ${fullName}`),
      ]),
      ...lost.flatMap((name) => [relative('.', name), '  its process ended before it was done']),
    ];
    console.error(`\nThese fell, and are run once more, one file at a time:\n${told.join('\n')}\n`);
    const options = argv.filter((each) => each.startsWith('--'));
    const again = run('--no-file-parallelism', ...options, ...fallen);
    const isWhole = again.written !== undefined && untold(fallen, again.written).length === 0;
    process.exitCode = isWhole ? again.code : 1;
    if (process.exitCode === 0) console.error(`\nUnsteady: these fell once and passed alone.\n${told.join('\n')}`);
  }
}
