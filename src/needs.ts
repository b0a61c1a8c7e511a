import type { Globals } from './cli/globals.js';
import type { Need, NeedTypes, ServiceName } from './command/needs.js';
import type { Files, Prompt } from './tools.js';
import type { Runtime } from './runtime.js';
import type { Origin } from './services/expected.js';
import { createHttp, type Credentials, type Http, type Transport } from './services/http.js';
import type { DataConnector, FlowConnector, GcsConnector, GcsWanted } from './services/index.js';
import { type Adapters, adapters } from './services/index.js';
import { createLogin, type Login } from './auth/session/login.js';
import { configDirectory } from './host/directories.js';
import { networkFetch } from './host/network/network.js';
import { httpTimeout } from './host/network/settings.js';
import { clockWatch } from './host/clock-watch.js';
import { progress } from './host/progress.js';
import { clock } from './host/clock.js';
import type { Interruption } from './host/interruption.js';
import { notices } from './host/notices.js';
import { rawOut } from './host/raw-out.js';
import { lookUps } from './view-names.js';
import { nameLookup } from './name-lookup.js';
import type { GuideTools } from './command/guide.js';
import { isUuid } from './uuid.js';
import { visible } from './visible.js';
import { serviceUrls } from './settings/urls.js';
import { keepSecretsOf, withoutSecrets } from './secrets.js';

/** One maker a need, of the type that commands see: a missing or mistyped one does not compile. */
export type Makers = { readonly [K in Need]: () => NeedTypes[K] | Promise<NeedTypes[K]> };

/** What is known of this line before its command runs. */
export interface LineTools {
  readonly runtime: Runtime;
  readonly globals: Globals;
  /** The line as it can be pasted into a shell. */
  readonly typed: string;
  readonly prompt: Prompt;
  readonly files: Files;
  readonly interrupt: Pick<Interruption, 'signal' | 'unlisten'>;
  /** Told the profile in use, as soon as a login is looked at. */
  readonly noteProfile: (profile: string | undefined) => void;
  /** A text with lines to run, as somebody at a terminal calls the things in it. */
  readonly called: (text: string) => string;
}

/** Makes what commands need, each when it is first asked for. */
export function connect({ runtime, globals, typed, prompt: asking, files, interrupt, noteProfile, called }: LineTools) {
  const { signal } = interrupt;
  keepSecretsOf(runtime.env);
  let isScreenUp = false;
  // a question would be drawn over the screen
  const prompt: Prompt = Object.defineProperty({ ...asking }, 'available', {
    get: () => asking.available && !isScreenUp,
  });
  const remarks = notices(runtime, globals.quiet, called);
  const urls = serviceUrls(runtime.env);
  let lastDocument: Origin | undefined;
  let hasActed = false;
  const tell = (line: string) => void runtime.stderr.write(`${visible(withoutSecrets(line))}\n`);
  const transport: Transport = {
    fetch: networkFetch(runtime, signal),
    userAgent: `globus/${runtime.version} node/${process.versions.node}`,
    timeout: httpTimeout(runtime.env),
    retryDelay: runtime.retryDelay,
    retries: 5,
    signal,
    onDate: clockWatch(runtime, remarks),
    onChange: (request) => {
      hasActed = true;
      lookup.onChange(request);
    },
    askingAnew: async (request) =>
      (await import('./host/unanswered.js')).askingAnew({ runtime, login: theLogin(), line: typed }, request),
    onDocument: (origin) => (lastDocument = origin),
    ...(globals.showServerTiming && { onTiming: (line: string) => tell(`Server timing: ${line}`) }),
    ...(globals.debug && { log: (line: string) => tell(`[debug] ${line}`) }),
  };
  let login: Login | undefined;
  const theLogin = () => {
    if (!login) {
      login = createLogin({
        runtime,
        globals,
        typed,
        prompt,
        notices: remarks,
        transport,
        authUrl: urls.auth,
        signal,
        nameOf: async (named) => (await import('./thing-names.js')).thingName(named, silently),
      });
      noteProfile(login.profile);
    }
    return login;
  };
  /** The adapter of a service for what is asked beside the matter: nobody is asked to log in for it. */
  const silently = async <K extends ServiceName>(service: K): Promise<Adapters[K]> =>
    (await adapters[service]()).operations(
      createHttp({ service, baseUrl: urls[service], transport, credentials: theLogin().silentCredentials(service) }),
    );
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
  const adapter = async <K extends ServiceName>(service: K): Promise<Adapters[K]> =>
    (await adapters[service]()).operations(httpOf(service));

  const flow: FlowConnector = {
    at: async (flowId) =>
      (await import('./services/flows.js')).oneFlow(
        createHttp({
          service: 'flows',
          baseUrl: urls.flows,
          transport,
          credentials: theLogin().flowCredentials(flowId),
        }),
        flowId,
      ),
    logIn: async (id) => {
      await theLogin().flowCredentials(id).token();
    },
  };

  const gcsTarget = async (id: string, wanted?: GcsWanted) =>
    (await import('./globus/collections/connect.js')).gcsTarget(
      await adapter('transfer'),
      (baseUrl, endpointId, name) =>
        createHttp({ service: 'gcs', baseUrl, transport, credentials: theLogin().gcsCredentials(endpointId, name) }),
      id,
      wanted,
    );
  const gcs: GcsConnector = {
    at: async (id, wanted = {}) => {
      const { http, endpoint, endpointId, name } = await gcsTarget(id, wanted);
      // before anything else is asked of anybody: a missing login is then the first thing a user hears of
      if (!wanted.loginLater) await theLogin().gcsCredentials(endpointId, name).token();
      return { ...(await import('./services/gcs.js')).operations(http), endpoint, endpointId };
    },
  };

  const filesAt = async (baseUrl: string, credentials?: Credentials) =>
    (await import('./services/https.js')).operations(createHttp({ service: 'https', baseUrl, transport, credentials }));
  const data: DataConnector = {
    at: (collection) => filesAt(collection.url, theLogin().dataCredentials(collection)),
    anonymous: (url) => filesAt(url),
    hasLogin: (id) => theLogin().has(id),
    transfer: async () => {
      await theLogin().demand(['transfer']);
      return adapter('transfer');
    },
  };

  const connectTo = async <K extends ServiceName>(service: K): Promise<Adapters[K]> => {
    await theLogin().demand([service]);
    return adapter(service);
  };
  const lookup = nameLookup({
    runtime,
    transport,
    prompt,
    notices: remarks,
    login: theLogin,
    gcs,
    connect: connectTo,
  });

  const session = () => theLogin().session;
  const makers: Makers = {
    auth: () => adapter('auth'),
    transfer: () => adapter('transfer'),
    groups: () => adapter('groups'),
    search: () => adapter('search'),
    flows: () => adapter('flows'),
    timers: () => adapter('timers'),
    compute: () => adapter('compute'),
    publicAuth: () => adapter('auth'),
    gcs: () => gcs,
    flow: () => flow,
    data: () => data,
    http: () => ({ of: httpOf, urlOf: (service) => urls[service], gcs: gcsTarget }),
    session,
    names: () => lookup.names(),
    sandbox: async () =>
      (await import('./emulator/emulator.js')).sandboxTool({
        runtime,
        configDir: configDirectory(runtime),
        notices: remarks,
        signal,
        // no proxy stands between two processes of a machine
        fetch: networkFetch({ env: {}, fetch: runtime.fetch }, signal),
        network: () => transport.fetch,
      }),
    prompt: () => prompt,
    progress: () =>
      progress(runtime, {
        live: Boolean(runtime.stderr.isTTY),
        quiet: globals.quiet,
        isAttended: prompt.available,
        called,
      }),
    notices: () => remarks,
    files: () => files,
    stdout: () => rawOut(runtime, () => hasActed || interrupt.unlisten()),
    clock: () => clock(runtime, signal),
    // few lines have to do with records: what keeps them is loaded when it is asked for something
    records: () => {
      const load = () => import('./host/submission-records.js');
      const of = async () =>
        (await load()).submissionRecords(configDirectory(runtime), theLogin(), async (id) =>
          (await import('./globus/transfer/sees-task.js')).seesTask(id, await adapter('transfer')),
        );
      return {
        read: async (name) => (await of()).read(name),
        hold: async (name, work) => (await of()).hold(name, work),
        takeTurn: async (what, waiting) =>
          (await import('./host/turns.js')).takeTurn(configDirectory(runtime), what, waiting),
        sentUnder: async (id) => (await of()).sentUnder(id),
        keepSent: async (id, line) => (await of()).keepSent(id, line),
      };
    },
    host: async () => (await import('./host-process.js')).hostProcess(runtime, () => theLogin().forPrograms(), signal),
    screens: async () =>
      (await import('./screens.js')).createScreens({
        runtime,
        globals,
        available: prompt.available && Boolean(runtime.stdout.isTTY) && globals.format === undefined,
        signal,
        login: () => theLogin().forPrograms(),
        onUp: (isUp) => (isScreenUp = isUp),
        connect: async () => {
          await theLogin().demand(['transfer', 'flows', 'timers', 'search', 'compute']);
          return {
            transfer: await adapter('transfer'),
            flows: await adapter('flows'),
            timers: await adapter('timers'),
            search: await adapter('search'),
            compute: await adapter('compute'),
            wordFor: lookup.names().wordFor,
          };
        },
      }),
  };

  const inject = async <N extends Need>(needs: readonly N[]): Promise<{ readonly [K in N]: NeedTypes[K] }> => {
    const unknown = needs.find((need) => !Object.hasOwn(makers, need));
    if (unknown !== undefined) throw new TypeError(`a command needs '${unknown}', which nothing makes`);
    const logins = needs.filter((need): need is N & ServiceName => need in adapters);
    if (logins.length) await theLogin().demand(logins);
    const made: Partial<Record<Need, unknown>> = {};
    for (const need of needs) made[need] = await makers[need]();
    return made as { readonly [K in N]: NeedTypes[K] };
  };
  return {
    inject,
    silently,
    lookUp: lookUps(adapter),
    lookUpName: lookup.lookUp,
    pick: lookup.pick,
    pickSeveral: lookup.pickSeveral,
    /** For whoever leads a person through a line. */
    guideTools: {
      connect: connectTo,
      idOf: async (kind, text) => (isUuid(text) ? text : (await lookup.lookUp({ kind, text, parameter: kind })).id),
      place: lookup.place,
      files,
    } satisfies Omit<GuideTools, 'prompt' | 'pick' | 'once' | 'readText'>,
    lastDocument: () => lastDocument,
    hasActed: () => hasActed,
  };
}
