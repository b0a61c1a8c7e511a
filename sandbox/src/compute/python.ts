import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonProgram } from './python-program.js';

/** A function given as source text, with its arguments as JSON text. */
export interface PythonJob {
  readonly name: string;
  readonly source: string;
  readonly args: string;
  readonly kwargs: string;
}

/** What came of a job: its result as JSON text, or the traceback. */
export type PythonOutcome = ({ result: string; exception?: undefined } | { result?: undefined; exception: string }) & {
  details?: Record<string, unknown>;
};

export interface PythonLimits {
  readonly python: string;
  readonly seconds: number;
}

const mostResultBytes = 10 * 1024 * 1024;
const stderrKept = 2000;

/** How long after the end of a function what it printed may still come, in milliseconds. */
const afterEnd = 1000;

/**
 * Runs the job in a Python process of its own, in an empty folder, and ends it and its process group, at the time limit at the latest. What
 * made itself a session of its own is left alone, and not waited for, though it may hold the pipes open for ever. Never rejects.
 */
export function runPython(
  job: PythonJob,
  { python, seconds }: PythonLimits,
  abort: AbortSignal,
): Promise<PythonOutcome> {
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), 'globus-compute-'));
  } catch (error) {
    return Promise.resolve({
      exception: `The sandbox has no temporary folder to run functions in: ${(error as Error).message}`,
    });
  }
  return new Promise<PythonOutcome>((resolve) => {
    const child = spawn(python, ['-I', '-c', pythonProgram], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let late: NodeJS.Timeout | undefined;
    const settle = (outcome: PythonOutcome) => {
      clearTimeout(timer);
      clearTimeout(late);
      abort.removeEventListener('abort', stopped);
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
      resolve(outcome);
    };
    const stop = (why: string) => {
      killAll(child);
      settle({ exception: why });
    };
    const timer = setTimeout(
      () => stop(`TimeoutError: the sandbox ends tasks after ${seconds} seconds`),
      seconds * 1000,
    );
    const stopped = () => stop('The sandbox stopped while the task was running');
    abort.addEventListener('abort', stopped);
    const out: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > 2 * mostResultBytes) stop(tooLarge());
      else out.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrKept);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is none on this machine' : error.message;
      settle({ exception: `The sandbox runs functions with ${python}, and could not start it: ${why}` });
    });
    const ended = (code: number | null, signal: NodeJS.Signals | null) =>
      settle(outcomeOf(Buffer.concat(out).toString('utf8'), `${signal ?? `exit code ${code}`}\n${stderr}`));
    child.once('close', ended);
    child.once('exit', (code, signal) => {
      killAll(child);
      late = setTimeout(() => ended(code, signal), afterEnd);
    });
    // A process that ends without reading its input is told of by 'close'.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(job));
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}

function outcomeOf(text: string, ending: string): PythonOutcome {
  let outcome: PythonOutcome;
  try {
    outcome = JSON.parse(text) as PythonOutcome;
  } catch {
    return { exception: `The Python process ended without a result: ${ending.trim()}` };
  }
  if (outcome.result !== undefined && Buffer.byteLength(outcome.result) > mostResultBytes)
    return { exception: tooLarge() };
  return outcome;
}

const tooLarge = (): string => `MaxResultSizeExceeded: a result may have at most ${mostResultBytes} bytes`;

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // With a minus, the process group: what the function started ends with it.
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
