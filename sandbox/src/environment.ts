import { scenarioEnv } from './scenario/seed.js';
import type { Wing } from './wing.js';
import type { World } from './world.js';

const services = {
  TRANSFER: 'transfer',
  GROUPS: 'groups',
  SEARCH: 'search',
  FLOWS: 'flows',
  TIMER: 'timer',
  TIMERS: 'timer',
  COMPUTE: 'compute',
};

/** The variables that point Globus clients at this sandbox, and what its wings add to them. */
export function environmentOf(world: World, wings: readonly Wing[]): Record<string, string> {
  const env: Record<string, string> = {
    // The official CLI appends "v2/web/auth-code" to this one as it is.
    GLOBUS_SDK_SERVICE_URL_AUTH: `${world.serviceUrl('auth')}/`,
  };
  for (const [name, service] of Object.entries(services))
    env[`GLOBUS_SDK_SERVICE_URL_${name}`] = world.serviceUrl(service);
  env['GLOBUS_SANDBOX_URL'] = world.url;
  env['GLOBUS_SANDBOX_KEY'] = world.secrets.key;
  // GCS managers and collections are reached over https only: the first is for Globus clients, the second for all of Node.
  env['GLOBUS_SDK_VERIFY_SSL'] = world.caFile;
  env['NODE_EXTRA_CA_CERTS'] = world.caFile;
  for (const wing of wings) Object.assign(env, wing.env?.(world));
  return Object.assign(env, scenarioEnv(world));
}
