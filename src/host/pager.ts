import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { withoutSecretVariables } from '../secrets.js';
import type { Runtime } from '../runtime.js';
import { rawOut } from './raw-out.js';

/** Where text goes that may be longer than a screen. */
export interface Paged {
  /** Rejects with EPIPE when the reader has gone. */
  readonly write: (text: string) => Promise<void>;
  /** Resolves when the reader has seen it. */
  readonly end: () => Promise<void>;
}

/** Text to stdout as it is. */
export function unpaged(runtime: Runtime): Paged {
  const { write } = rawOut(runtime);
  return { write: async (text) => (text === '' ? undefined : write(text)), end: () => Promise.resolve() };
}

/** As much as is shown without a pager. */
const screens = 2;

type Child = ChildProcessByStdio<Writable, null, null>;

/**
 * Shows text through $GLOBUS_PAGER, $PAGER or less once there is more of it than two screens, which a terminal's own scrolling shows
 * well enough. What is shorter, what nobody reads there, and what no pager could be started for goes to `plain`.
 */
export function pager(runtime: Runtime, plain: Paged): Paged {
  const { env, stdout } = runtime;
  const { rows = 0 } = stdout;
  const command = (env['GLOBUS_PAGER'] ?? env['PAGER'] ?? 'less').trim();
  if (!stdout.isTTY || !rows || command === '' || command === 'cat') return plain;
  let held = '';
  let open: Promise<Child | undefined> | undefined;
  const send = async (text: string) => {
    const child = await open;
    if (!child) return plain.write(text);
    await new Promise<void>((done, fail) => child.stdin.write(text, (error) => (error ? fail(error) : done())));
  };
  return {
    write: async (text) => {
      if (open) return send(text);
      held += text;
      if (held.split('\n').length <= rows * screens) return;
      open = start(command, env);
      await send(held);
    },
    end: async () => {
      const child = await open;
      if (!child) return open ? undefined : plain.write(held);
      child.stdin.end();
      // one that a signal ended has no exit code, either
      if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('close', done));
    },
  };
}

/** The pager, once it runs; undefined where there is none of that name. */
function start(command: string, env: Runtime['env']): Promise<Child | undefined> {
  const [program = 'less', ...words] = command.split(/\s+/);
  const child = spawn(program, words, {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', ...withoutSecretVariables(env) },
  });
  child.stdin.on('error', () => undefined); // a reader that quits early has seen enough: the write's callback says so
  return new Promise((done) => {
    child.once('spawn', () => done(child));
    child.once('error', () => done(undefined));
  });
}
