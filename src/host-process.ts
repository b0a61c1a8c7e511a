import type { Globals } from './cli/globals.js';
import { openManifest, visibleCommands } from './cli/manifest.js';
import type { HostProcess } from './command/needs.js';
import { configDirectory } from './host/directories.js';
import type { Runtime } from './runtime.js';
import { configuration } from './settings/configuration.js';

/** What a command that starts other programs knows of this process. */
export const hostProcess = (runtime: Runtime, { profile }: Globals, signal: AbortSignal): HostProcess => ({
  get profile() {
    const { env } = runtime;
    return profile ?? env['GLOBUS_PROFILE'] ?? configuration(configDirectory(runtime)).read().profile;
  },
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
