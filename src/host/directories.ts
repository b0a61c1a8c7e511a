import { join } from 'node:path';
import type { Runtime } from '../runtime.js';

/** Where this installation keeps its state: GLOBUS_CONFIG_DIR, else the place of the platform. */
export function configDirectory({ env, homeDir, platform }: Pick<Runtime, 'env' | 'homeDir' | 'platform'>): string {
  if (env['GLOBUS_CONFIG_DIR']) return env['GLOBUS_CONFIG_DIR'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homeDir, 'AppData', 'Roaming'), 'globus');
  return join(env['XDG_CONFIG_HOME'] || join(homeDir, '.config'), 'globus');
}

/**
 * Where names that were looked up are kept. A recording has a place of its own for them: what is looked up in it is then in the record,
 * and is looked up again when that is played.
 */
export const namesDirectory = (runtime: Pick<Runtime, 'env' | 'homeDir' | 'platform'>): string =>
  runtime.env['GLOBUS_RECORDED_NAMES'] || configDirectory(runtime);
