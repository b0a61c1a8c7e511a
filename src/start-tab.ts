import { spawn } from 'node:child_process';
import type { Completion, Wish } from './cli/completion/complete.js';
import { homeFolder } from './home.js';
import { tab } from './tab.js';

/** `tab` with this process's environment: what src/start-quick.ts asks where a word may name something that a login knows. */
export function startTab(wish: Wish, env: NodeJS.ProcessEnv, executable: string): Completion {
  return tab(wish, {
    env,
    get homeDir() {
      return homeFolder();
    },
    platform: process.platform,
    now: () => Date.now(),
    askService: (line) => {
      const child = spawn(process.execPath, [executable, ...line], {
        cwd: '/',
        env,
        detached: true,
        stdio: 'ignore',
        windowsHide: true,
      });
      // one that could not be started leaves nothing to offer next time
      child.on('error', () => undefined);
      child.unref();
    },
  });
}
