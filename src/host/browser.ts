import { spawn } from 'node:child_process';
import type { Runtime } from '../runtime.js';

/**
 * Opens a URL in the browser of $BROWSER or, without that, of the desktop: that of Windows from WSL, too. That none opens is no
 * error, since the URL was printed: `failed` is called.
 */
export function openBrowser({ env }: Pick<Runtime, 'env'>, url: string, failed: () => void): void {
  const chosen = env['BROWSER']?.split(':')[0];
  if (!chosen) {
    import('open').then(({ default: open }) => open(url)).catch(failed);
    return;
  }
  const child = spawn(chosen, [url], { stdio: 'ignore', detached: true, env });
  child.on('error', failed);
  child.unref();
}
