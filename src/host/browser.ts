import { spawn } from 'node:child_process';
import type { Runtime } from '../runtime.js';

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens a URL in the browser of $BROWSER or the desktop. That none opens is no error: the URL was printed. */
export function openBrowser(runtime: Runtime, url: string, failed: () => void): void {
  const chosen = runtime.env['BROWSER']?.split(':')[0];
  const [program = 'xdg-open', ...words] = chosen ? [chosen] : (openers[runtime.platform] ?? ['xdg-open']);
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true, env: runtime.env });
  child.on('error', failed);
  child.unref();
}
