import type { Runtime } from '../runtime.js';
import type { Began } from './tokens.js';

/** Set for the programs that this one starts: the identity that it acts as, and where its login is kept. */
export const beganVariable = 'GLOBUS_LOGIN_BEGAN';

/** Who this process has to act as: whoever started it, a screen or a copy with a command for its end, may have begun as another than is logged in by now. */
export function beganIn(env: Runtime['env'], namespace: string): Began {
  const [, identity, place] = /^(\S+) (.+)$/.exec(env[beganVariable] ?? '') ?? [];
  return place === namespace ? { identity } : {};
}

/** The variables with which a globus that this one starts acts as the same login, whatever is chosen or logged in to elsewhere meanwhile. */
export const variablesOf = (
  { identity }: Began,
  { namespace, profile }: { readonly namespace: string; readonly profile: string | undefined },
): Readonly<Record<string, string>> => ({
  GLOBUS_PROFILE: profile ?? 'default',
  ...(identity !== undefined && { [beganVariable]: `${identity} ${namespace}` }),
});
