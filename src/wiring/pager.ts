import { spawn } from 'node:child_process';
import type { Runtime } from '../runtime.js';

/**
 * Shows text that is longer than the terminal through $GLOBUS_PAGER, $PAGER or less. False where it fits, nobody reads
 * it there, or no pager could be started: then it is to be written as usual.
 */
export async function page(text: string, runtime: Runtime, interactive: boolean): Promise<boolean> {
  const { env, stdout } = runtime;
  const rows = (stdout as { readonly rows?: number }).rows ?? 0;
  const command = env['GLOBUS_PAGER'] ?? env['PAGER'] ?? 'less';
  if (!interactive || !stdout.isTTY || !rows || text.split('\n').length <= rows || command === '' || command === 'cat') return false;
  return new Promise((done) => {
    const [program = 'less', ...words] = command.split(' ');
    const child = spawn(program, words, { stdio: ['pipe', 'inherit', 'inherit'], env: { LESS: 'FRX', ...env } });
    child.on('error', () => done(false));
    child.on('close', () => done(true));
    child.stdin.on('error', () => undefined); // a reader that quits early has seen enough
    child.stdin.end(text);
  });
}
