import type { Configuration } from '../../settings/configuration.js';
import { authorization, type Granted, redeem } from '../login.js';
import { type Waiting, withLock } from '../lock.js';
import { type Revoked, revokeAll } from '../logout.js';
import { pendingLogin } from '../pending.js';
import { inWords, remedy } from '../requirements.js';
import { allLoginScopes, gcsScope, loginScopes, resourceServers } from '../scopes.js';
import { leadThrough, type Means, withoutBrowser } from '../sign-in.js';
import type { TokenStore } from '../store/store.js';
import type { TokenSource } from '../tokens.js';
import { type AuthServer, type ClientCredentials, type Place, type Tokens, tokensOf } from '../types.js';
import type { Named } from '../asking-words.js';
import type { Session, SignedIn, SignIn } from './contract.js';
import type { Notices, Prompt } from '../../tools.js';
import { AuthRequiredError, type AuthRequirement, CliError, UsageError } from '../../errors.js';
import type { Runtime } from '../../runtime.js';
import { askClientId } from './application.js';
import { namingProfile } from '../../settings/profile.js';
import { openBrowser } from '../../host/browser.js';
import { clientVariables, outranking, type ReadyToken } from './given-logins.js';
import { loginStatus, profileRows, sandboxAt } from './status.js';
import { shellLine } from '../../shell.js';
import { visible } from '../../visible.js';
import { own } from '../../own.js';

export interface LoginParts {
  readonly runtime: Runtime;
  /** The line of this process, as it can be pasted into a shell: a login that failed is begun again with it. */
  readonly typed: string;
  readonly prompt: Prompt;
  readonly notices: Notices;
  readonly configDir: string;
  readonly config: Configuration;
  readonly profile: string | undefined;
  readonly place: Place;
  readonly client: ClientCredentials | undefined;
  readonly namespace: string;
  readonly store: () => Promise<TokenStore>;
  readonly server: AuthServer;
  /** The application of the stored login, else the one configured. */
  readonly clientId: () => string | undefined;
  /** Tokens that the environment brought, by resource server. */
  readonly ready: Readonly<Record<string, ReadyToken>>;
  readonly source: () => TokenSource;
  readonly waiting: Waiting & { readonly signal: AbortSignal };
  /** Whether a flag or a variable says that nobody is there. */
  readonly isUnattended: boolean;
  /** What a thing or a person is called; undefined where it is not shown. Asks for no login. */
  readonly nameOf: (named: Named) => Promise<string | undefined>;
  /** Drops what this process remembers of the store. */
  readonly forget: () => void;
}

/** Servers that a login must cover to count as complete; Compute joined later, and older logins go without. */
const expected = Object.entries(resourceServers).flatMap(([service, server]) =>
  service === 'compute' ? [] : [server],
);
const plain: SignIn = { scopes: [], requirement: {}, clientId: undefined, localServer: undefined, qr: false };

export function createSession(parts: LoginParts): Session {
  const { runtime, prompt, notices, configDir, config, namespace, store, server, client } = parts;
  const tokens = async () => (await store()).read(namespace);
  const pending = pendingLogin(configDir, namespace, runtime.now);
  const isAtSandbox = sandboxAt(runtime.env) !== null;
  const means: Means = {
    server,
    typed: parts.typed,
    prompt,
    notices,
    signal: parts.waiting.signal,
    isUnattended: parts.isUnattended,
    isAtSandbox,
    hasOwnBrowser: !runtime.stdout.isTTY && Boolean(runtime.env['BROWSER']),
    pipedLine: (signal) => firstLine(runtime, signal),
    openBrowser: (url) =>
      openBrowser(runtime, url, (why) =>
        notices.info(`No browser could be opened here (${why}); open the address yourself.`),
      ),
    showAddress: async (what, url) => {
      const { shownAddress } = await import('../../host/address.js');
      notices.warn(what);
      runtime.stderr.write(`\n  ${shownAddress(runtime, url)}\n\n`);
    },
    copy: async (text) => (await import('../../host/address.js')).copyByTerminal(runtime, text),
    drawCode: async (text) => {
      const { renderUnicodeCompact } = await import('uqr');
      // a low level of error correction: a code on a screen is not torn, and it has to fit there
      const drawn = renderUnicodeCompact(text, { ecc: 'L', border: 2 });
      const [wide, room] = [drawn.indexOf('\n'), runtime.stderr.isTTY ? runtime.stderr.columns : undefined];
      notices.warn(
        room === undefined || wide <= room
          ? drawn
          : `The QR code is ${wide} columns wide, and this terminal has ${room}: make its letters smaller, and log in again.`,
      );
    },
  };

  const knownApplication = async () =>
    (runtime.env['GLOBUS_CLIENT_ID'] || parts.clientId()) ??
    (await import('../../settings/system-configuration.js')).systemClientId(runtime);
  const wanted = async (how: SignIn) => {
    if (client)
      throw new UsageError(
        `There is no login while ${clientVariables.join(' and ')} are set: the client acts for itself.`,
        { hint: 'To log in yourself, unset both.' },
      );
    const known = how.clientId ?? (await knownApplication());
    const clientId = known ?? (await askClientId(parts));
    const { required_scopes: asked = [], ...requirement } = how.requirement;
    // a new session has to reach every token there is; a plain login leaves the others alone
    const others = Object.keys(requirement).length
      ? Object.values(await tokens()).flatMap((token) => token.scope.split(' ').filter(Boolean))
      : [];
    const isTyped = clientId !== (how.clientId === undefined ? known : runtime.env['GLOBUS_CLIENT_ID']);
    return { clientId, isTyped, scopes: [...allLoginScopes, ...others, ...how.scopes, ...asked], requirement };
  };
  /** `isTyped` where the application was named by a person: it is known from then on. */
  const keep = async (granted: Granted, clientId: string, isTyped: boolean): Promise<SignedIn> => {
    const kept = await store();
    const fresh = tokensOf(granted.response, granted.identityId, runtime.now());
    await withLock(
      configDir,
      async () => {
        const before = await kept.read(namespace);
        await refuseAnother(before, granted, fresh, clientId, parts);
        const replaced = config.read().logins?.[namespace]?.client_id;
        const anothers = replaced !== undefined && replaced !== clientId;
        // tokens of another application: this one could neither renew nor end them
        if (anothers)
          warnOfUnrevoked(await revokeAll(server, before, { clientId: replaced }), 'the login before', notices);
        const others = anothers ? {} : before;
        config.change(({ logins }) => ({
          ...(isTyped && { client_id: clientId }),
          logins: {
            ...logins,
            [namespace]: { client_id: clientId, username: granted.username, authentications: granted.authentications },
          },
        }));
        await kept.write(namespace, { ...others, ...fresh });
      },
      parts.waiting,
    );
    parts.forget();
    return {
      identity_id: granted.identityId,
      username: granted.username,
      profile: parts.profile ?? null,
      stored_in: kept.where,
      resource_servers: Object.keys(fresh),
    };
  };
  const signIn = async (how: SignIn & { readonly later?: string }) => {
    const want = await wanted(how);
    return keep(await leadThrough(means, want, how), want.clientId, want.isTyped);
  };

  return {
    profile: parts.profile ?? null,
    usesClientCredentials: client !== undefined,
    signIn,
    covers: async (more) => {
      const held = await tokens();
      return [...expected, ...more].every((each) => each in held);
    },
    begin: async (how) => {
      const begun = authorization(server, {
        ...(await wanted(how)),
        redirectUri: server.codePageUrl,
        line: parts.typed,
      });
      pending.keep(begun);
      if (how.qr) await means.drawCode(begun.url);
      const finish = namingProfile('globus login --finish CODE', parts.profile);
      notices.info(`Open this address in any browser, then run: ${finish}`);
      if (isAtSandbox) notices.info(withoutBrowser);
      return { url: begun.url };
    },
    finish: async (code) => {
      const begun = pending.take();
      const isTyped = begun.clientId !== (await knownApplication());
      const done = await keep(await redeem(server, begun, code), begun.clientId, isTyped);
      pending.drop();
      return done;
    },
    signOut: async ({ ignoreErrors }) => (await import('./sign-out.js')).signOut(parts, ignoreErrors),
    authentications: () => config.read().logins?.[namespace]?.authentications,
    status: () => loginStatus(parts),
    profiles: () => profileRows(parts),
    use: async (profile) => {
      await withLock(configDir, () => config.change(() => ({ profile })), parts.waiting);
      const winners = outranking(profile, parts, runtime.env);
      if (winners.length) notices.warn(`This chooses nobody as long as these are set: ${winners.join(', ')}.`);
    },
    token: async (name) => {
      const service = Object.keys(resourceServers).find((each) => each === name.toLowerCase()) as
        keyof typeof resourceServers | undefined;
      const resource = service ? resourceServers[service] : name;
      // a bare id of an endpoint, collection or flow: only what was logged in to is known of it
      const known = service ? loginScopes[service] : (own(await tokens(), name)?.scope.split(' ') ?? [gcsScope(name)]);
      const token = await parts.source().get(resource, known);
      if (token === undefined)
        throw new AuthRequiredError(
          `There is no login to ${visible(name)}.`,
          {},
          shellLine(['login', ...(service ? [] : ['--for', name])]),
        );
      return token;
    },
    require: async (requirement, why, command) => {
      const later = command ?? remedy(requirement);
      const { required_scopes: scopes, session_message: _message, ...others } = requirement;
      const { consent } = parts.source();
      if (consent && scopes?.length && !Object.keys(others).length) return consent(scopes);
      if (client || !prompt.available) {
        const reasons = [...(why ? [why] : []), ...(command ? [] : inWords(requirement))];
        throw new AuthRequiredError(reasons.join('\n'), requirement, later);
      }
      notices.warn((await reasonsByName(requirement, why, command !== undefined, parts)).join('\n'));
      // who is logged in has said so: there, the address is the question
      const isLoggedIn = Object.keys(await tokens()).length > 0;
      if (!isLoggedIn && !(await prompt.confirm('Log in now?', { default: true })))
        throw new AuthRequiredError('The login was put off.', requirement, later);
      const { username } = await signIn({ ...plain, requirement, later });
      notices.info(`Logged in as ${visible(username)}.`);
    },
  };
}

/** Why a login is asked for, in words for a person: who wants what, by name. `saysTheSame` where `why` only repeats the scopes by id. */
async function reasonsByName(
  requirement: AuthRequirement,
  why: string,
  saysTheSame: boolean,
  { nameOf }: LoginParts,
): Promise<string[]> {
  const { namedIn, permissionsInWords } = await import('../asking-words.js');
  const names = new Map<string, string>();
  await Promise.all(
    namedIn(requirement).map(async (each) => names.set(each.id, visible((await nameOf(each)) ?? each.id))),
  );
  const permissions = permissionsInWords(requirement, ({ id }) => names.get(id) ?? id);
  const { required_scopes: scopes, session_required_identities: people, ...session } = requirement;
  const others = inWords({
    ...session,
    ...(people && { session_required_identities: people.map((id) => names.get(id) ?? id) }),
    ...(scopes && !permissions.length && !why && { required_scopes: scopes }),
  });
  return [...(why && !(saysTheSame && permissions.length) ? [why] : []), ...permissions, ...others];
}

/** Another identity than the one logged in is refused, and its new tokens end at once. */
async function refuseAnother(
  before: Tokens,
  granted: Granted,
  fresh: Tokens,
  clientId: string,
  parts: LoginParts,
): Promise<void> {
  const known = Object.values(before).find((token) => token.identity_id)?.identity_id;
  if (!known || known === granted.identityId) return;
  warnOfUnrevoked(await revokeAll(parts.server, fresh, { clientId }), 'the new login', parts.notices);
  const name = parts.config.read().logins?.[parts.namespace]?.username ?? known;
  throw new CliError(
    `You are logged in as ${visible(name)}, and authenticated now as ${visible(granted.username)}: a login holds one identity.`,
    {
      hint: 'Nothing was changed. Either end the old login first:\n\n  globus logout\n\nor keep both, each in its own profile:\n\n  globus login --profile NAME',
    },
  );
}

/** Says which tokens are given up although they are still good. */
function warnOfUnrevoked({ failed }: Revoked, login: string, notices: Notices): void {
  const failures = Object.entries(failed).map(([server, why]) => `  ${server}: ${why}`);
  if (failures.length)
    notices.warn(`Some tokens of ${login} could not be revoked; they expire by themselves:\n${failures.join('\n')}`);
}

/** The first line of standard input that says something; undefined at its end, on a terminal, and where it cannot be read. */
async function firstLine({ stdin }: Runtime, signal: AbortSignal): Promise<string | undefined> {
  if (stdin.isTTY) return undefined;
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: stdin });
  return new Promise((done) => {
    // a folder, or a terminal of another job: there is no code in it
    stdin.once('error', () => done(undefined));
    signal.addEventListener('abort', () => lines.close(), { once: true });
    lines.once('close', () => done(undefined));
    lines.on('line', (line) => {
      if (!line.trim()) return;
      done(line);
      lines.close();
    });
  });
}
