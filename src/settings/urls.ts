import type { ServiceName } from '../command/needs.js';

const production: Readonly<Record<ServiceName, string>> = {
  auth: 'https://auth.globus.org/',
  transfer: 'https://transfer.api.globus.org/',
  groups: 'https://groups.api.globus.org/',
  search: 'https://search.api.globus.org/',
  flows: 'https://flows.automate.globus.org/',
  timers: 'https://timer.automate.globus.org/',
  compute: 'https://compute.api.globus.org/',
};
const variables: Readonly<Record<ServiceName, readonly string[]>> = {
  auth: ['AUTH'],
  transfer: ['TRANSFER'],
  groups: ['GROUPS'],
  search: ['SEARCH'],
  flows: ['FLOWS'],
  timers: ['TIMER', 'TIMERS'],
  compute: ['COMPUTE'],
};

type Env = Readonly<Record<string, string | undefined>>;

/** Which servers these variables send each service to; only what differs from the environment's own. */
export function redirectedUrls(env: Env): Partial<Record<ServiceName, string>> {
  const found: Partial<Record<ServiceName, string>> = {};
  for (const service of Object.keys(variables) as ServiceName[]) {
    const url = variables[service].map((name) => env[`GLOBUS_SDK_SERVICE_URL_${name}`]).find(Boolean);
    if (url) found[service] = url;
  }
  return found;
}

/**
 * The servers that a login belongs to. A recording on this machine stands between this program and them, and says in
 * GLOBUS_RECORDED_SERVERS where they were: what was logged in to before is still what is asked. A login goes to no other machine by it.
 */
export function loginServers(env: Env): Partial<Record<ServiceName, string>> {
  const redirected = redirectedUrls(env);
  const recorded = env['GLOBUS_RECORDED_SERVERS'];
  const servers = Object.values(redirected);
  if (!recorded || !servers.length || !servers.every(isOfThisMachine)) return redirected;
  try {
    return JSON.parse(recorded) as Partial<Record<ServiceName, string>>;
  } catch {
    return redirected; // no recording wrote it
  }
}

const isOfThisMachine = (url: string) =>
  URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

/** The environment's name: `production` unless GLOBUS_SDK_ENVIRONMENT says otherwise. */
export const environmentName = (env: Env) => env['GLOBUS_SDK_ENVIRONMENT'] || 'production';

/** The base URL of every service. Other environments than production have their name after the first label. */
export function serviceUrls(env: Env): Record<ServiceName, string> {
  const name = environmentName(env);
  const inEnvironment = (url: string) => {
    if (name === 'production') return url;
    const host = new URL(url).host;
    if (name === 'preview') return url.replace('.globus.org', '.preview.globus.org');
    return `https://${host.replace('.globus.org', '')}.${name}.globuscs.info/`;
  };
  const standard = Object.fromEntries(
    Object.entries(production).map(([service, url]) => [service, inEnvironment(url)]),
  );
  return { ...standard, ...redirectedUrls(env) } as Record<ServiceName, string>;
}
