import { spawn } from 'node:child_process';
import type { Runtime } from '../runtime.js';
import { screenVariable } from './screen-width.js';

/** How a line of this program ended. */
export interface Ended {
  /** A signal's name where one ended it. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}
export interface Beside {
  readonly input?: string | undefined;
  /** How wide what it prints is drawn for a person, who reads it on a screen of this program; as on a pipe where nobody says. */
  readonly columns?: number | undefined;
  /** Told each line on stderr as it comes. */
  readonly onSaid?: (line: string) => void;
  /** Ends it, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** More of what a line says is not kept. */
const most = 4_000_000;

/** Runs a line of this program in a process beside this one, which nobody can be asked by. */
export function runBeside(runtime: Runtime, words: readonly string[], how: Beside = {}): Promise<Ended> {
  const child = spawn(process.execPath, [runtime.executable, ...words, '--no-input'], {
    cwd: runtime.cwd,
    env: { ...runtime.env, [screenVariable]: how.columns === undefined ? undefined : String(how.columns) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  let begun = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.stdout.length < most) said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.stderr.length < most) said.stderr += text;
    const lines = (begun + text).split(/\r?\n|\r/);
    begun = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) how.onSaid?.(line);
  });
  // one that ends before it has read everything says why itself
  child.stdin.on('error', () => undefined).end(how.input ?? '');
  const end = () => child.kill('SIGINT');
  how.signal?.addEventListener('abort', end);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => {
      how.signal?.removeEventListener('abort', end);
      done({ code: code ?? signal ?? 1, ...said });
    });
  });
}

/** Runs a line of this program with the terminal of this one; how it ended. */
export function runOnTerminal(runtime: Runtime, words: readonly string[]): Promise<number | NodeJS.Signals> {
  const child = spawn(process.execPath, [runtime.executable, ...words], {
    cwd: runtime.cwd,
    env: runtime.env,
    stdio: 'inherit',
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done(code ?? signal ?? 1));
  });
}
