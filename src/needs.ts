import type { Globals } from './cli/globals.js';
import { openManifest, visibleCommands } from './cli/manifest.js';
import type { Need, ServiceName } from './command/needs.js';
import type { Files, Prompt } from './tools.js';
import { ServiceError, UsageError } from './errors.js';
import type { LookupKind } from './output/view.js';
import type { Runtime } from './runtime.js';
import { createHttp, type Http, type Transport } from './services/http.js';
import { adapters, type GcsConnector, type GcsWanted } from './services/index.js';
import { createLogin, type Login } from './auth/session/login.js';
import { httpTimeout, networkFetch } from './host/network.js';
import { clockWatch } from './host/clock-watch.js';
import { progress } from './host/progress.js';
import { clock, notices, rawOut } from './host/tools.js';
import { serviceUrls } from './settings/urls.js';

interface Given {
  readonly runtime: Runtime;
  readonly globals: Globals;
  readonly prompt: Prompt;
  readonly files: Files;
  readonly signal: AbortSignal;
}

/** Makes what commands need, each when it is first asked for. */
export function connect(given: Given) {
  const { runtime, globals, prompt, files, signal } = given;
  const say = notices(runtime, globals.quiet);
  const urls = serviceUrls(runtime.env);
  const transport: Transport = {
    fetch: networkFetch(runtime, signal),
    userAgent: `globus/${runtime.version} node/${process.versions.node}`,
    timeout: httpTimeout(runtime.env),
    retryDelay: runtime.retryDelay,
    retries: 5,
    signal,
    onDate: clockWatch(runtime, say),
    ...(globals.showServerTiming && {
      onTiming: (line: string) => void runtime.stderr.write(`Server timing: ${line}\n`),
    }),
    ...(globals.debug && { log: (line: string) => void runtime.stderr.write(`[debug] ${line}\n`) }),
  };
  let login: Login | undefined;
  const theLogin = () =>
    (login ??= createLogin({ runtime, globals, prompt, notices: say, transport, authUrl: urls.auth }));
  const https = new Map<string, Http>();
  const httpOf = (service: ServiceName): Http => {
    const known = https.get(service);
    if (known) return known;
    const http = createHttp({
      service,
      baseUrl: urls[service],
      transport,
      credentials: theLogin().credentials(service),
    });
    https.set(service, http);
    return http;
  };
  const adapter = async <K extends keyof typeof adapters>(service: K) =>
    (await adapters[service]()).operations(httpOf(service));

  const flow = {
    at: async (flowId: string) =>
      (await import('./services/flows.js')).oneFlow(
        createHttp({
          service: 'flows',
          baseUrl: urls.flows,
          transport,
          credentials: theLogin().flowCredentials(flowId),
        }),
        flowId,
      ),
  };

  const gcsTarget = async (id: string, wanted?: GcsWanted) =>
    (await import('./globus/collections/connect.js')).gcsTarget(
      await adapter('transfer'),
      (baseUrl, endpointId) =>
        createHttp({ service: 'gcs', baseUrl, transport, credentials: theLogin().gcsCredentials(endpointId) }),
      id,
      wanted,
    );
  const gcs: GcsConnector = {
    at: async (id, wanted = {}) => {
      const { http, endpoint, endpointId } = await gcsTarget(id, wanted);
      // before anything else is asked of anybody: a missing login is then the first thing a user hears of
      if (!wanted.loginLater) await theLogin().gcsCredentials(endpointId).token();
      return { ...(await import('./services/gcs.js')).operations(http), endpoint, endpointId };
    },
  };

  const makers: { readonly [K in string]: () => unknown } = {
    ...Object.fromEntries(
      Object.keys(adapters).map((service) => [service, () => adapter(service as keyof typeof adapters)]),
    ),
    publicAuth: () => adapter('auth'),
    gcs: () => gcs,
    flow: () => flow,
    http: () => ({ of: httpOf, urlOf: (service: ServiceName) => urls[service], gcs: gcsTarget }),
    session: () => theLogin().session,
    sandbox: async () =>
      (await import('./emulator/emulator.js')).sandboxTool({
        runtime,
        configDir: theLogin().configDir,
        notices: say,
        signal,
      }),
    prompt: () => prompt,
    progress: () => progress(runtime, { live: Boolean(runtime.stderr.isTTY), quiet: globals.quiet }),
    notices: () => say,
    files: () => files,
    stdout: () => rawOut(runtime),
    clock: () => clock(runtime, signal),
    host: () => ({
      configDir: theLogin().configDir,
      cwd: runtime.cwd,
      env: runtime.env,
      executable: runtime.executable,
      version: runtime.version,
      pid: runtime.pid,
      nodeVersion: process.versions.node,
      platform: runtime.platform,
      commands: () => visibleCommands(openManifest(runtime.manifest).tree()),
      interrupted: () =>
        new Promise<NodeJS.Signals>((done) =>
          signal.addEventListener('abort', () => done(signal.reason as NodeJS.Signals)),
        ),
    }),
  };

  const inject = async (needs: readonly Need[]): Promise<Record<string, unknown>> => {
    const logins = needs.filter((need) => need in adapters) as ServiceName[];
    if (logins.length) await theLogin().demand(logins);
    const made: Record<string, unknown> = {};
    for (const need of needs) {
      const make = makers[need];
      if (!make) throw new UsageError(`'${need}' is not something a command can need.`);
      made[need] = await make();
    }
    return made;
  };
  return { inject, lookUp: lookUps(adapter) };
}

type Services = {
  (service: 'auth'): Promise<import('./services/auth.js').AuthOperations>;
  (service: 'transfer'): Promise<import('./services/transfer.js').TransferOperations>;
};

/** Names for ids: identities many at a time, endpoints one by one. Unknown ids stay ids. */
function lookUps(adapter: Services) {
  const seen = new Map<string, string>();
  const identities = async (ids: readonly string[]): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    const wanted = [...new Set(ids)].sort();
    for (let i = 0; i < wanted.length; i += 100) {
      const { identities: page } = await (
        await adapter('auth')
      ).getIdentities({ ids: wanted.slice(i, i + 100).join(',') });
      for (const each of page) found.set(each.id, each.username);
    }
    for (const [id, name] of found) seen.set(id, name);
    return found;
  };
  const principals = async (urns: readonly string[]): Promise<Map<string, string>> => {
    const people = new Map(
      urns.flatMap((urn) =>
        urn.startsWith('urn:globus:auth:identity:')
          ? [[urn.slice('urn:globus:auth:identity:'.length), urn] as const]
          : [],
      ),
    );
    const found = new Map<string, string>();
    if (people.size)
      for (const [id, name] of await identities([...people.keys()])) found.set(people.get(id) as string, name);
    for (const urn of urns)
      if (urn.startsWith('urn:globus:groups:id:'))
        found.set(urn, `Globus Group (${urn.slice('urn:globus:groups:id:'.length)})`);
    return found;
  };
  /** Asks only for those that no answer before has named: the service may name more than it was asked for. */
  const latePrincipals = async (urns: readonly string[]): Promise<Map<string, string>> => {
    const known = urns.flatMap((urn) => {
      const name = seen.get(urn.replace('urn:globus:auth:identity:', ''));
      return name === undefined ? [] : [[urn, name] as const];
    });
    const names = new Map(known);
    for (const [urn, name] of await principals(urns.filter((urn) => !names.has(urn)))) names.set(urn, name);
    return names;
  };
  /** One request a holder, in order, until known: that is how the recorded runs of the reference ask for the holders of roles. */
  const holders = async (urns: readonly string[]): Promise<Map<string, string>> => {
    const known = new Map<string, string>();
    const found = new Map<string, string>();
    for (const urn of urns) {
      const id = urn.slice(urn.lastIndexOf(':') + 1);
      const isPerson = urn.startsWith('urn:globus:auth:identity:');
      if (isPerson && !known.has(id)) for (const [each, name] of await identities([id])) known.set(each, name);
      found.set(urn, isPerson ? (known.get(id) ?? id) : `Globus Group (${id})`);
    }
    return found;
  };
  const endpoints = async (ids: readonly string[]): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    for (const id of new Set(ids)) {
      try {
        const endpoint = await (await adapter('transfer')).getEndpoint(id);
        found.set(id, endpoint.display_name ?? endpoint.canonical_name ?? id);
      } catch (error) {
        if (!(error instanceof ServiceError && error.response.code === 'EndpointDeleted')) throw error;
        found.set(id, '[DELETED ENDPOINT]');
      }
    }
    return found;
  };
  return async (kind: LookupKind, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    if (kind === 'identity') return identities(ids);
    if (kind === 'principal') return principals(ids);
    if (kind === 'latePrincipal') return latePrincipals(ids);
    if (kind === 'holder') return holders(ids);
    if (kind === 'endpoint') return endpoints(ids);
    return new Map();
  };
}
