import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { withoutSecretVariables } from '../secrets.js';
import type { Runtime } from '../runtime.js';

/** The first browser of $BROWSER: a path, or words of which one may be `%s`, where the address goes. */
function chosenBrowser(whole: string): readonly string[] {
  if (existsSync(whole)) return [whole];
  const first = whole.split(delimiter)[0] ?? '';
  return existsSync(first) ? [first] : first.split(/\s+/).filter(Boolean);
}

/**
 * Opens a URL in the browser of $BROWSER or, without that, of the desktop: that of Windows from WSL, too. That none opens is no
 * error, since the URL was printed: `failed` is called, with the reason.
 */
export function openBrowser({ env }: Pick<Runtime, 'env'>, url: string, failed: (why: string) => void): void {
  const [program, ...words] = chosenBrowser(env['BROWSER']?.trim() ?? '');
  if (program === undefined) {
    import('open')
      .then(async ({ default: open }) => tellExit(await open(url), 'what opens addresses here', failed))
      .catch((cause: unknown) => failed((cause as Error).message));
    return;
  }
  const isPlaced = words.some((word) => word.includes('%s'));
  const args = isPlaced ? words.map((word) => word.replace('%s', () => url)) : [...words, url];
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env: withoutSecretVariables(env) });
  child.on('error', (cause) => failed(cause.message));
  tellExit(child, program, failed);
  child.unref();
}

/** Calls `failed` where a program says by its exit code that it opened nothing. */
function tellExit(child: ChildProcess, program: string, failed: (why: string) => void): void {
  const tell = (code: number | null) => {
    if (code) failed(`${program} ended with exit code ${code}`);
  };
  if (child.exitCode === null) child.on('exit', tell);
  else tell(child.exitCode);
}
