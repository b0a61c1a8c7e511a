import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from './rounds.js';
import { parentOf } from './watched-processes.js';

/** The longest file takes two minutes on a quiet machine. */
const minutes = Number(process.env['GLOBUS_TEST_MINUTES'] ?? 15);

/** A process and all that it started, the last ones first. */
function tree(pid: number): number[] {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const below = (parent: number): number[] => all.filter((child) => parentOf(child) === parent).flatMap(tree);
  return [...below(pid), pid];
}

const line = (pid: number) =>
  `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 300)} (${read(`/proc/${pid}/wchan`)})`;

/**
 * A test's own time limit cannot end one that waits without letting go, as for a child process or a pipe. A file that takes
 * far too long is told, with what it started, and the run fails: what it started is ended, and if this did not help, its own process.
 */
export default function setup(): () => void {
  if (process.platform !== 'linux') return () => {};
  const folder = mkdtempSync(join(tmpdir(), 'globus-at-work-'));
  process.env['GLOBUS_TESTS_AT_WORK'] = folder;
  const look = () => {
    for (const name of readdirSync(folder)) {
      const pid = Number(name);
      const since = (Date.now() - statSync(join(folder, name)).mtimeMs) / 60_000;
      if (since < minutes) continue;
      // its number may belong to another program by now
      const isAtWork = read(`/proc/${pid}/cmdline`).includes('vitest');
      const [own, ...started] = isAtWork ? tree(pid).reverse() : [];
      if (own) {
        process.exitCode = 1;
        console.error(`${read(join(folder, name))} has run for ${Math.round(since)} minutes; ending what it started:`);
        for (const each of [own, ...started]) console.error(`  ${line(each)}`);
        for (const each of started.length && since < minutes + 2 ? started : [own]) end(each);
      }
      if (!started.length || since >= minutes + 2) rmSync(join(folder, name));
    }
  };
  const timer = setInterval(look, 30_000);
  return () => {
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true });
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
