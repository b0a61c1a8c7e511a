import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** The program as users run it. */
export const bin = join(root, 'bin/globus.js');
export const dist = join(root, 'dist');

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true }).map(
      (entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs,
    ),
  );

/** Builds dist unless it is as new as the sources (`npm test` has built it already). */
export function ensureBuilt(): void {
  const start = join(dist, 'start.cjs');
  if (
    existsSync(start) &&
    statSync(start).mtimeMs >=
      Math.max(...['src', 'sandbox/src', 'sandbox/worlds'].map((each) => newest(join(root, each))))
  )
    return;
  execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), 'tools/generate.ts', '--program'], {
    cwd: root,
    stdio: 'inherit',
  });
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  readonly nodeArgs?: readonly string[];
  /** Sent once stderr or stdout carries this text. */
  readonly interruptOn?: RegExp;
}

/** Runs the built program as a child process with nothing of this machine's configuration in its environment. */
export function runBuilt(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), bin, ...argv], {
    cwd: options.cwd ?? root,
    env: { PATH, HOME: '/nonexistent', GLOBUS_TOKEN_STORE: 'file', TZ: 'UTC', ...options.env },
    stdio: 'pipe',
  });
  let [stdout, stderr, interrupted] = ['', '', false];
  const watch = () => {
    if (interrupted || !options.interruptOn?.test(stdout + stderr)) return;
    interrupted = true;
    child.kill('SIGINT');
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    watch();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    watch();
  });
  child.stdin.on('error', () => undefined); // a child that reads nothing may end first
  child.stdin.end(options.stdin ?? '');
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
}
