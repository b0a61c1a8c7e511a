import { isAbsolute, join } from 'node:path';
import type { Runtime } from '../runtime.js';

type Surroundings = Pick<Runtime, 'env' | 'homeDir' | 'platform'>;

/** Where this installation keeps its state: GLOBUS_CONFIG_DIR, else the place of the platform. UsageError where no home is known. */
export function configDirectory(runtime: Surroundings): string {
  const { env, platform } = runtime;
  if (env['GLOBUS_CONFIG_DIR']) return env['GLOBUS_CONFIG_DIR'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(runtime.homeDir, 'AppData', 'Roaming'), 'globus');
  const named = env['XDG_CONFIG_HOME'];
  // the specification has a relative path ignored: it would be another place in every folder
  return join(named !== undefined && isAbsolute(named) ? named : join(runtime.homeDir, '.config'), 'globus');
}

/**
 * Where names that were looked up are kept. A recording has a place of its own for them: what is looked up in it is then in the record,
 * and is looked up again when that is played.
 */
export const namesDirectory = (runtime: Surroundings): string =>
  runtime.env['GLOBUS_RECORDED_NAMES'] || configDirectory(runtime);
