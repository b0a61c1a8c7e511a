import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import xterm from '@xterm/headless';
import { bin } from './built.js';

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** A screen with a name for the folder of its user that is the same in each run, and as long; what is cut off its beginning stays so. */
export const asAda = (text: string): string =>
  text.replace(/(?:\/tmp\/)?globus-user-\w{6}/g, (folder) => '/home/ada/work-and-data'.slice(-folder.length));

/** Keys as a terminal sends them. */
export const keys = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageDown: '\u001b[6~',
  end: '\u001b[F',
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  backspace: '\u007f',
  f5: '\u001b[15~',
  ctrlC: '\u0003',
  ctrlZ: '\u001a',
};

interface How {
  readonly columns: number;
  readonly rows: number;
  /** Instead of the program: a shell, which can stop and continue it. Without words nothing is typed at it. */
  readonly inShell?: boolean;
  /** The folder to start in. */
  readonly cwd?: string;
}

/** The built program on a terminal that keeps a screen: what is to be seen on it at a moment, as text. */
export function onScreen(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  { columns, rows, inShell, cwd }: How,
) {
  const folder = mkdtempSync(join(tmpdir(), 'globus-screen-'));
  const ttyFile = join(folder, 'tty');
  const line = [process.execPath, bin, ...argv].map(quote).join(' ');
  const started = inShell ? `exec bash --norc --noprofile -i` : `exec ${line}`;
  const child = spawn(
    'script',
    ['-qefc', `tty >${quote(ttyFile)}; stty cols ${columns} rows ${rows}; ${started}`, '/dev/null'],
    {
      cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        TERM: 'xterm-256color',
        NO_COLOR: '1',
        TZ: 'UTC',
        PS1: 'shell> ',
        ...env,
      },
    },
  );
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 });
  let raw = '';
  child.stdout.on('data', (chunk: Buffer) => {
    raw += chunk.toString('latin1');
    terminal.write(chunk);
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    terminal.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  if (inShell && argv.length > 0) setTimeout(() => child.stdin.write(`${line}\n`), 300);
  /** The lines on the screen, without spaces at their ends. */
  const text = () =>
    Array.from({ length: terminal.rows }, (_, i) =>
      (terminal.buffer.active.getLine(terminal.buffer.active.baseY + i)?.translateToString(true) ?? '').trimEnd(),
    )
      .join('\n')
      .trimEnd();
  /**
   * Waits until the screen shows something, and shows the same for three looks: a frame comes in pieces, which are further apart on a busy machine.
   * A screen that moves all the time is taken after a second.
   */
  const see = async (what: RegExp | ((text: string) => boolean), milliseconds = 20_000): Promise<string> => {
    const isThere = typeof what === 'function' ? what : (shown: string) => what.test(shown);
    let before = '';
    let same = 0;
    let matched = 0;
    for (let waited = 0; waited < milliseconds; waited += 25) {
      const shown = text();
      same = shown === before ? same + 1 : 0;
      before = shown;
      if (isThere(shown)) {
        matched += 1;
        if (same >= ((loadavg()[0] ?? 0) > 4 ? 10 : 2) || matched > 40) return shown;
      }
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error(`the screen does not show ${String(what)}; it shows:\n${text()}`);
  };
  return {
    see,
    text,
    type: (typed: string) => child.stdin.write(typed),
    /** Another size, as a window that is dragged gets it. */
    resize: (wide: number, high: number) => {
      terminal.resize(wide, high);
      spawnSync('stty', ['-F', readFileSync(ttyFile, 'utf8').trim(), 'cols', String(wide), 'rows', String(high)]);
    },
    /** The exit code, once it has ended. */
    ended: () => ended,
    /** Whether the terminal is as it is for a shell: the first screen, a cursor, no mouse. */
    isAtRest: () => {
      const { mouseTrackingMode, bracketedPasteMode } = terminal.modes;
      const lastOf = (on: string, off: string) => raw.lastIndexOf(on) <= raw.lastIndexOf(off);
      return (
        terminal.buffer.active.type === 'normal' &&
        mouseTrackingMode === 'none' &&
        !(bracketedPasteMode && !inShell) &&
        lastOf('\u001b[?25l', '\u001b[?25h')
      );
    },
    /** All that was written to the terminal so far. */
    raw: () => raw,
    /** How many bytes were written to the terminal so far. */
    written: () => raw.length,
  };
}
export type OnScreen = ReturnType<typeof onScreen>;
