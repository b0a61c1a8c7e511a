import { configuration } from '../../settings/configuration.js';
import { remedy } from '../requirements.js';
import { fileScope, flowScope, gcsScope, loginScopes, resourceServers } from '../scopes.js';
import { chooseStore } from '../store/choose.js';
import { clientTokens, readyTokens, type TokenSource, userTokens } from '../tokens.js';
import { type AuthServer, userNamespace } from '../types.js';
import type { Globals } from '../../cli/globals.js';
import type { ServiceName } from '../../command/needs.js';
import type { Session } from './contract.js';
import type { Notices, Prompt } from '../../tools.js';
import { AuthRequiredError, type AuthRequirement, InterruptedError } from '../../errors.js';
import type { Runtime } from '../../runtime.js';
import { oauth } from '../../services/auth.js';
import { createHttp, type Credentials, type Transport } from '../../services/http.js';
import { serviceName } from '../../services/service-name.js';
import { configDirectory } from '../../host/directories.js';
import { isUnattended } from '../../host/prompt.js';
import { actingVariables, beganIn, clientVariables, readyTokensFrom, variablesOf } from './given-logins.js';
import { createSession, type LoginParts } from './session.js';
import { visible } from '../../visible.js';
import type { DataCollection } from '../../services/index.js';
import { loginKey, markOfTokens, storedLoginKey, whichLogin } from './which-login.js';

/** The login of this command line: what services ask for tokens, and what commands manage. */
export interface Login {
  /** Names this login and its servers, for what is kept of it; nothing secret. */
  readonly key: string;
  /** The same, whatever tokens were handed over, and what tells those from others: a new token of the same person is another one. */
  readonly storedKey: string;
  readonly tokensMark: string;
  /** The profile in use; undefined is the one without a name. */
  readonly profile: string | undefined;
  /** The variables with which a globus that this process starts acts as this login. */
  readonly forPrograms: () => Readonly<Record<string, string>>;
  readonly credentials: (service: ServiceName) => Credentials;
  /** The same for what is asked beside the matter: nobody is asked to log in for it. */
  readonly silentCredentials: (service: ServiceName) => Credentials;
  /** `name` is for messages, where it is known. */
  readonly gcsCredentials: (endpointId: string, name?: string) => Credentials;
  readonly flowCredentials: (flowId: string) => Credentials;
  /** For the files of a collection over HTTPS. */
  readonly dataCredentials: (collection: Omit<DataCollection, 'url'>) => Credentials;
  /** Whether there is a login for this resource server. */
  readonly has: (resource: string) => Promise<boolean>;
  /** Throws AuthRequiredError where one of these is not logged in to, and nobody can be asked. */
  readonly demand: (services: readonly ServiceName[]) => Promise<void>;
  readonly session: Session;
}
/** What a login is made of. */
interface LoginSetting {
  readonly runtime: Runtime;
  readonly globals: Globals;
  /** The line of this process, as it can be pasted into a shell. */
  readonly typed: string;
  readonly prompt: Prompt;
  readonly notices: Notices;
  readonly transport: Transport;
  readonly authUrl: string;
  readonly signal: AbortSignal;
  /** What a thing or a person is called; undefined where it is not shown. Asks for no login. */
  readonly nameOf: LoginParts['nameOf'];
}

export function createLogin({
  runtime,
  globals,
  typed,
  prompt,
  notices,
  transport,
  authUrl,
  signal,
  nameOf,
}: LoginSetting): Login {
  const { env } = runtime;
  const configDir = configDirectory(runtime);
  const config = configuration(configDir);
  const { profile, place, client, namespace } = whichLogin(env, config, globals.profile);
  const waiting = { notice: notices.info, signal };
  let chosen: ReturnType<typeof chooseStore> | undefined;
  const store = () => (chosen ??= chooseStore({ wanted: env['GLOBUS_TOKEN_STORE'], configDir, ...waiting }));
  const server = authServer(authUrl, transport);
  const clientId = () =>
    config.read().logins?.[namespace]?.client_id ?? (env['GLOBUS_CLIENT_ID'] || config.read().client_id);
  const began = beganIn(env, namespace);
  const tokenPlace = { store, namespace, configDir, server, now: runtime.now, waiting, began };
  const stored = () => (client ? clientTokens(tokenPlace, client) : userTokens(tokenPlace, clientId));
  const ready = readyTokensFrom(env);
  if (globals.profile !== undefined) {
    const acting = actingVariables({ client, ready });
    if (acting.length && config.read().logins?.[userNamespace(place)])
      notices.warn(
        `${acting.join(' and ')} ${acting.length > 1 ? 'are' : 'is'} set and used here, not the login of the profile '${visible(globals.profile)}'.`,
      );
  }
  const withReady = () =>
    readyTokens(Object.fromEntries(Object.entries(ready).map(([resource, { token }]) => [resource, token])), stored());
  let source: TokenSource = withReady();

  const parts: LoginParts = {
    runtime,
    typed,
    prompt,
    notices,
    configDir,
    config,
    profile,
    place,
    client,
    namespace,
    store,
    server,
    clientId,
    ready,
    source: () => source,
    waiting,
    isUnattended: isUnattended(env, globals.noInput),
    nameOf,
    forget: () => void (source = withReady()),
  };
  const session = createSession(parts);

  /** Logins that are being asked for: many calls that meet the same requirement share one, and others wait for their turn. */
  const asking = new Map<string, Promise<boolean>>();
  const offer = (requirement: AuthRequirement, why: string): Promise<boolean> => {
    if (client || !prompt.available) return Promise.resolve(false);
    const key = JSON.stringify(requirement);
    const known = asking.get(key);
    if (known) return known;
    const before = Promise.allSettled(asking.values());
    const running = before.then(() => session.require(requirement, why)).then(() => true);
    asking.set(key, running);
    // whoever leaves one question with Ctrl-C is not asked again by what else of the command needs the same
    const forget = (error?: unknown) => {
      if (!(error instanceof InterruptedError)) asking.delete(key);
    };
    running.then(() => forget(), forget);
    return running;
  };
  /** What the environment brought acts before any login: a command that helps begins with taking it away. */
  const remedyOf = (resource: string, command: string) => {
    const inTheWay = client ? clientVariables : ready[resource] ? [ready[resource].variable] : [];
    return inTheWay.length ? `unset ${inTheWay.join(' ')} && ${command}` : command;
  };
  /** Scopes a service asked for while this process ran; a client consents by asking for them. */
  const extra = new Map<string, readonly string[]>();

  const credentials = (resource: string, scopes: readonly string[], command: string, what: string): Credentials => {
    const wanted = (more: readonly string[] = []) => [...scopes, ...more, ...(extra.get(resource) ?? [])];
    const missing = () =>
      new AuthRequiredError(`You are not logged in to ${what}.`, { required_scopes: [...scopes] }, command, {
        data: { code: 'LoginRequired' },
      });
    /** Offers a login where the one there is has ended. */
    const orOffer = async <T>(get: () => Promise<T>): Promise<T> => {
      try {
        return await get();
      } catch (error) {
        if (!(error instanceof AuthRequiredError)) throw error;
        // a login that is not there is told by who asks for it, where that has a name
        const { namedIn } = await import('../asking-words.js');
        const isNamed = error.data['code'] === 'LoginRequired' && namedIn(error.requirement).length > 0;
        if (!(await offer(error.requirement, isNamed ? '' : error.message))) throw error;
        return get();
      }
    };
    const token = (more?: readonly string[]) =>
      orOffer(async () => {
        const found = await source.get(resource, wanted(more));
        if (found === undefined) throw missing();
        return found;
      });
    return {
      token,
      renew: (rejected) => orOffer(() => source.renew(resource, rejected, wanted())),
      remedy: (requirement) => remedyOf(resource, remedy(requirement)),
      satisfy: async (requirement) => {
        const needed = requirement.required_scopes;
        if (ready[resource]) return false;
        if (!client) return offer(requirement, '');
        if (!needed?.length || needed.every((scope) => extra.get(resource)?.includes(scope))) return false;
        extra.set(resource, [...(extra.get(resource) ?? []), ...needed]);
        return true;
      },
    };
  };

  return {
    get key() {
      return loginKey(runtime.env, namespace, config);
    },
    get storedKey() {
      return storedLoginKey(namespace, config);
    },
    tokensMark: markOfTokens(runtime.env),
    profile,
    forPrograms: () => variablesOf(began, { namespace, profile }),
    session,
    credentials: (service) =>
      credentials(resourceServers[service], loginScopes[service], 'globus login', serviceName(service)),
    silentCredentials: (service) => {
      const resource = resourceServers[service];
      const { remedy } = credentials(resource, loginScopes[service], 'globus login', serviceName(service));
      return {
        token: async () => {
          const found = await source.get(resource, loginScopes[service]);
          if (found === undefined)
            throw new AuthRequiredError(`No login to ${serviceName(service)}.`, {}, 'globus login');
          return found;
        },
        renew: () => Promise.resolve(undefined),
        remedy,
        satisfy: () => Promise.resolve(false),
      };
    },
    gcsCredentials: (id, name) =>
      credentials(id, [gcsScope(id)], `globus login --gcs ${id}`, `the endpoint ${called(id, name)}`),
    flowCredentials: (id) => credentials(id, [flowScope(id)], `globus login --flow ${id}`, `the flow ${id}`),
    dataCredentials: ({ id, name, wantsConsent }) =>
      credentials(
        id,
        [fileScope(id, wantsConsent)],
        `globus login --for ${id}`,
        `the files of the collection ${called(id, name)}`,
      ),
    has: (resource) => source.has(resource),
    demand: async (services) => {
      const missing: ServiceName[] = [];
      for (const service of services) if (!(await source.has(resourceServers[service]))) missing.push(service);
      // who hands over a token means to get by with it: what else a command could use is missed when it is used
      if (!missing.length || services.some((service) => ready[resourceServers[service]])) return;
      const why = `You are not logged in to ${missing.length === services.length ? 'Globus' : missing.map(serviceName).join(' and ')}.`;
      const requirement = { required_scopes: missing.flatMap((service) => loginScopes[service]) };
      await session.require(requirement, why, 'globus login');
    },
  };
}

/** A thing in a message: by name, and by what can be copied. */
const called = (id: string, name: string | undefined) => (name ? `${visible(name)} (${id})` : id);

function authServer(authUrl: string, transport: Transport): AuthServer {
  const { token, revoke } = oauth(createHttp({ service: 'auth', baseUrl: authUrl, transport }));
  const base = authUrl.replace(/(?<!\/)\/*$/, '/');
  return { authorizeUrl: `${base}v2/oauth2/authorize`, codePageUrl: `${base}v2/web/auth-code`, token, revoke };
}
