import { spawn, spawnSync } from 'node:child_process';
import { bin } from './built.js';

/** Whether this machine has `script`, which gives a child a pseudo-terminal (util-linux; BSD's is called otherwise). */
export const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.info('skipped: tests on a pseudo-terminal need script of util-linux');

const control = /\u001b\[[0-9;?]*[A-Za-z]|\u001b[=>()][0-9A-B]?|\r/g;
const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** The built program on a terminal: what it shows, and somebody who types. */
export function onTerminal(argv: readonly string[], env: Readonly<Record<string, string>>, columns = 200, rows = 200) {
  const line = [process.execPath, bin, ...argv].map(quote).join(' ');
  const child = spawn('script', ['-qefc', `stty cols ${columns} rows ${rows}; exec ${line}`, '/dev/null'], {
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', NO_COLOR: '1', TZ: 'UTC', ...env },
  });
  let shown = '';
  let from = 0;
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  // keys for a program that has ended go nowhere, as on any terminal; its end is seen by its exit code
  child.stdin.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const screen = () => shown.replace(control, '');
  return {
    /** Waits until the screen shows this, after what was seen before; the match. */
    see: async (pattern: RegExp, milliseconds = 15_000): Promise<RegExpExecArray> => {
      for (let waited = 0; waited < milliseconds; waited += 25) {
        const found = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(screen().slice(from));
        if (found) {
          from += found.index + found[0].length;
          return found;
        }
        await new Promise((done) => setTimeout(done, 25));
      }
      child.kill();
      throw new Error(`the terminal does not show ${pattern.source}; it shows:\n${screen()}`);
    },
    type: (text: string) => child.stdin.write(text),
    /** The exit code, once it has ended. */
    ended: () => ended,
    screen,
    /** What was shown with its escape sequences. */
    raw: () => shown,
  };
}
export type Terminal = ReturnType<typeof onTerminal>;
