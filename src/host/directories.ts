import { join } from 'node:path';
import type { Runtime } from '../runtime.js';

/** Where this installation keeps its state: GLOBUS_CONFIG_DIR, else the place of the platform. */
export function configDirectory({ env, homeDir, platform }: Pick<Runtime, 'env' | 'homeDir' | 'platform'>): string {
  if (env['GLOBUS_CONFIG_DIR']) return env['GLOBUS_CONFIG_DIR'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homeDir, 'AppData', 'Roaming'), 'globus');
  return join(env['XDG_CONFIG_HOME'] || join(homeDir, '.config'), 'globus');
}
