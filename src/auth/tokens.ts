import { AuthRequiredError, CliError, ServiceError } from '../errors.js';
import { type Waiting, withLock } from './lock.js';
import { joinScopes, parseScopes } from './scopes.js';
import type { TokenStore } from './store/store.js';
import {
  type AuthServer,
  type ClientCredentials,
  type Token,
  type TokenResponse,
  type Tokens,
  tokensOf,
} from './types.js';
import { own } from '../own.js';

/** Where access tokens come from, one for each resource server. */
export interface TokenSource {
  /** Whether there is a login for this server, good or not. */
  readonly has: (server: string) => Promise<boolean>;
  /** A token that is good for another minute; undefined where there is no login for this server. */
  readonly get: (server: string, scopes: readonly string[]) => Promise<string | undefined>;
  /** Another token than the one a service rejected; undefined where none can be had without a person. */
  readonly renew: (server: string, rejected: string, scopes: readonly string[]) => Promise<string | undefined>;
  /** Consents to these scopes and what they depend on. A client does, by asking for a token; nobody else can without a person. */
  readonly consent?: ((scopes: readonly string[]) => Promise<void>) | undefined;
}
/** The identity whose tokens were read first, or that the process which started this one had. */
export interface Began {
  identity?: string | undefined;
}
export interface TokenPlace {
  readonly store: () => Promise<TokenStore>;
  readonly namespace: string;
  readonly configDir: string;
  readonly server: AuthServer;
  readonly now: () => Date;
  readonly waiting?: Waiting;
  /** Whose login this process began with; it finds that out, and goes on as nobody else. */
  readonly began?: Began;
}

/** Tokens are renewed this long before they end, so that none ends on its way. */
const margin = 60;
const isFresh = (token: Token, now: Date) => token.expires_at_seconds - now.getTime() / 1000 > margin;

/** A person's login: tokens of the store, refreshed by one process at a time. */
export function userTokens(place: TokenPlace, clientId: () => string | undefined): TokenSource {
  const held = holdings(place);

  const refresh = async (token: Token): Promise<Token> => {
    const client = clientId();
    if (token.refresh_token === null || client === undefined)
      throw expired(client === undefined ? 'it is not known which application it belongs to' : undefined);
    const form = { grant_type: 'refresh_token', refresh_token: token.refresh_token, client_id: client };
    const response = await place.server.token(form).catch((error: unknown) => {
      throw isRefused(error) ? expired('Globus Auth does not renew it any more') : error;
    });
    return held.keep(response, token.resource_server, token);
  };
  const fresh = async (server: string, usable: (token: Token) => boolean): Promise<string | undefined> => {
    const token = own(await held.read(), server);
    if (!token || usable(token)) return token?.access_token;
    return withLock(
      place.configDir,
      async () => {
        const now = own(await held.reread(), server);
        if (!now || usable(now)) return now?.access_token;
        return (await refresh(now)).access_token;
      },
      place.waiting,
    );
  };
  return {
    has: async (server) => own(await held.read(), server) !== undefined,
    get: (server) => fresh(server, (token) => isFresh(token, place.now())),
    renew: async (server, rejected) => {
      const token = own(await held.read(), server);
      if (!token?.refresh_token && token?.access_token === rejected) return undefined;
      return fresh(server, (each) => each.access_token !== rejected && isFresh(each, place.now()));
    },
  };
}

const asOne = (scopes: readonly string[]) => scopes.join(' ');
const covers = (token: Token, scopes: readonly string[]) => {
  const granted = new Set(token.scope.split(' '));
  return scopes.flatMap(parseScopes).every(({ scope, dependencies }) => granted.has(scope) && !dependencies.length);
};

/** A client's own tokens, granted as they are needed and kept until they end. */
export function clientTokens(place: TokenPlace, credentials: ClientCredentials): TokenSource {
  const held = holdings(place);
  /** Scopes with dependencies cannot be read off a token: what this process asked for is remembered. */
  const asked = new Map<string, string>();

  const granted = (scopes: readonly string[]) =>
    place.server
      .token({ grant_type: 'client_credentials', scope: joinScopes(scopes) }, credentials)
      .catch((error: unknown) => {
        throw isRefused(error) ? refusedClient(credentials.id, error as ServiceError) : error;
      });
  const grant = (server: string, scopes: readonly string[], known: (token: Token) => boolean) =>
    withLock(
      place.configDir,
      async () => {
        const now = own(await held.reread(), server);
        if (now && known(now)) return now.access_token;
        const response = await granted(scopes);
        asked.set(server, asOne(scopes));
        return (await held.keep(response, server, now)).access_token;
      },
      place.waiting,
    );
  const get: TokenSource['get'] = async (server, scopes) => {
    const good = (token: Token) =>
      isFresh(token, place.now()) && (asked.get(server) === asOne(scopes) || covers(token, scopes));
    const token = own(await held.read(), server);
    return token && good(token) ? token.access_token : grant(server, scopes, good);
  };
  return {
    has: () => Promise.resolve(true),
    get,
    renew: (server, rejected, scopes) =>
      grant(server, scopes, (token) => token.access_token !== rejected && isFresh(token, place.now())),
    // what is asked for later is looked up anew: the tokens there are know nothing of it
    consent: (scopes) =>
      withLock(
        place.configDir,
        async () => {
          await held.reread();
          const response = await granted(scopes);
          await held.keep(response, response.resource_server, undefined);
        },
        place.waiting,
      ),
  };
}

/** The tokens of a namespace as this process knows them: read once, and again under the lock. */
function holdings({ store, namespace, now, began = {} }: TokenPlace) {
  let tokens: Promise<Tokens> | undefined;
  const reread = () => (tokens = store().then(async (each) => ofTheSame(await each.read(namespace), began)));
  const read = () => tokens ?? reread();
  const keep = async (response: TokenResponse, server: string, before: Token | undefined): Promise<Token> => {
    const all = await read();
    const fresh = tokensOf(response, null, now(), all);
    const token = own(fresh, server);
    if (!token)
      throw new CliError(`Globus Auth gave a token, but none for ${server}.`, {
        hint: 'Log in again: globus login --force',
      });
    const next = { ...all, ...fresh };
    tokens = Promise.resolve(next);
    try {
      await (await store()).write(namespace, next);
    } catch (error) {
      // A home that cannot be written does not stop the work: the token serves this process, and the next one asks
      // again. Only a replaced refresh token would be lost for good.
      const lost = before?.refresh_token && token.refresh_token !== before.refresh_token;
      if (!(error instanceof CliError) || lost) throw error;
    }
    return token;
  };
  return { read, reread, keep };
}

/** The tokens, if they are of the person whose tokens were there before. CliError where somebody else has logged in meanwhile. */
function ofTheSame(tokens: Tokens, began: Began): Tokens {
  const now = Object.values(tokens).find((token) => token.identity_id)?.identity_id;
  if (!now) return tokens;
  began.identity ??= now;
  if (began.identity === now) return tokens;
  throw new CliError('Somebody else has logged in since this command began, and it does not go on as them.', {
    hint: 'See who is logged in: globus whoami\nLog in as whom you mean, and run the same line again.',
  });
}

const isRefused = (error: unknown) =>
  (error instanceof ServiceError &&
    (error.response.status === 400 || error.response.status === 401 || error.response.status === 403)) ||
  error instanceof AuthRequiredError;

const expired = (because?: string) =>
  new AuthRequiredError(
    `The login has ended${because ? `: ${because}` : ''}.`,
    { prompt: 'login' },
    'globus login --force',
  );

const refusedClient = (id: string, cause: ServiceError) =>
  new CliError(`Globus Auth does not accept the client ${id}: ${cause.message}`, {
    cause,
    hint: 'Check GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET.',
  });

/** Tokens that the environment brought, one for each resource server: used as they are, never renewed. */
export const readyTokens = (tokens: Readonly<Record<string, string>>, otherwise: TokenSource): TokenSource => ({
  has: async (server) => server in tokens || otherwise.has(server),
  get: async (server, scopes) => own(tokens, server) ?? otherwise.get(server, scopes),
  renew: async (server, rejected, scopes) => (server in tokens ? undefined : otherwise.renew(server, rejected, scopes)),
  consent: otherwise.consent,
});
