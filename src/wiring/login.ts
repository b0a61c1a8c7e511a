import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Globals } from '../cli/globals.js';
import type { ServiceName } from '../command/needs.js';
import type { Session } from '../command/session.js';
import type { Notices, Prompt } from '../command/tools.js';
import { AuthRequiredError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import type { Credentials, Transport } from '../services/http.js';

export interface Login {
  readonly configDir: string;
  readonly credentials: (service: ServiceName) => Credentials;
  readonly gcsCredentials: (endpointId: string) => Credentials;
  readonly flowCredentials: (flowId: string) => Credentials;
  readonly demand: (services: readonly ServiceName[]) => Promise<void>;
  readonly session: Session;
}
interface Given {
  readonly runtime: Runtime;
  readonly globals: Globals;
  readonly prompt: Prompt;
  readonly notices: Notices;
  readonly transport: Transport;
  readonly authUrl: string;
  readonly signal: AbortSignal;
}
const servers: Record<ServiceName, string> = {
  auth: 'auth.globus.org',
  transfer: 'transfer.api.globus.org',
  groups: 'groups.api.globus.org',
  search: 'search.api.globus.org',
  flows: 'flows.globus.org',
  timers: '524230d7-ea86-4a52-8312-86065a9e0417',
  compute: 'funcx_service',
};

export function createLogin({ runtime }: Given): Login {
  const configDir = runtime.env['GLOBUS_CONFIG_DIR'] ?? join(runtime.homeDir, '.config/globus');
  const tokens = () => {
    try {
      return (JSON.parse(readFileSync(join(configDir, 'tokens.json'), 'utf8')) as { data: Record<string, Record<string, { access_token: string }>> }).data['userprofile/production'] ?? {};
    } catch {
      return {};
    }
  };
  const of = (server: string): Credentials => ({
    token: async () => {
      const token = tokens()[server]?.access_token;
      if (!token) throw new AuthRequiredError('Login needed', {}, 'globus login');
      return token;
    },
    renew: async () => undefined,
    satisfy: async () => false,
    remedy: () => 'globus session update',
  });
  return {
    configDir,
    credentials: (service) => of(servers[service]),
    gcsCredentials: (id) => of(id),
    flowCredentials: (id) => of(id),
    demand: async (services) => {
      for (const service of services) await of(servers[service]).token();
    },
    session: { usesClientCredentials: false },
  };
}
