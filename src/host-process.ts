import { openManifest, visibleCommands } from './cli/manifest.js';
import type { HostProcess } from './command/needs.js';
import { configDirectory } from './host/directories.js';
import type { Runtime } from './runtime.js';

/** What a command that starts other programs knows of this process. */
export const hostProcess = (runtime: Runtime, login: HostProcess['login'], signal: AbortSignal): HostProcess => ({
  login,
  configDir: configDirectory(runtime),
  get cwd() {
    return runtime.cwd;
  },
  env: runtime.env,
  executable: runtime.executable,
  version: runtime.version,
  pid: runtime.pid,
  nodeVersion: process.versions.node,
  platform: runtime.platform,
  commands: () => visibleCommands(openManifest(runtime.manifest).tree()),
  interrupted: () =>
    new Promise((done) => signal.addEventListener('abort', () => done(signal.reason as NodeJS.Signals))),
});
