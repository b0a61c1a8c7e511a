import type { AuthRequirement } from '../../errors.js';

/** How a login goes about it. */
export interface SignIn {
  /** Beyond the scopes of a plain login and of what is logged in to already. */
  readonly scopes: readonly string[];
  readonly requirement: AuthRequirement;
  /** The application to log in as, where it was said on the line. */
  readonly clientId: string | undefined;
  /**
   * Whether to listen on loopback and open a browser, beside taking a code that is pasted or piped. Unsaid: where nobody
   * at a terminal can be asked.
   */
  readonly localServer: boolean | undefined;
  /** Draws the URL as a QR code, too. */
  readonly qr: boolean;
}
export interface SignedIn {
  readonly identity_id: string;
  readonly username: string;
  readonly profile: string | null;
  /** Where the tokens went, for people. */
  readonly stored_in: string;
  readonly resource_servers: readonly string[];
}
export interface SignedOut {
  readonly was_logged_in: boolean;
  readonly username: string | null;
  /** Resource servers whose tokens were revoked. */
  readonly revoked: readonly string[];
  /** Resource servers whose tokens could not be revoked, with the reason. */
  readonly failed: Readonly<Record<string, string>>;
}
export interface ServiceLogin {
  readonly service: string;
  readonly resource_server: string;
  readonly scope: string;
  /** ISO 8601 in UTC. */
  readonly expires_at: string;
  readonly expires_in_seconds: number;
  /** Renewed without a person. */
  readonly refreshable: boolean;
  /** When the refresh token ends unless it is used before: six months after its last use. */
  readonly refresh_unused_until: string | null;
}
export interface LoginStatus {
  readonly logged_in: boolean;
  /** `login`, `client_credentials`, or `access_tokens` from the environment. */
  readonly mode: string;
  readonly identity_id: string | null;
  readonly username: string | null;
  readonly client_id: string | null;
  readonly profile: string | null;
  readonly environment: string;
  /** The address of the sandbox in use; null where there is none. */
  readonly sandbox: string | null;
  readonly store: { readonly kind: string; readonly where: string };
  readonly services: readonly ServiceLogin[];
}
export interface ProfileRow {
  readonly profile: string;
  readonly environment: string;
  readonly identity_id: string | null;
  readonly username: string | null;
  readonly current: boolean;
}

/** The login itself, for the commands that make, show and end it. */
export interface Session {
  /** Whether GLOBUS_CLI_CLIENT_ID and _SECRET are set: then there is no login step. */
  readonly usesClientCredentials: boolean;
  /** The profile in use; null is the one without a name. */
  readonly profile: string | null;
  /** Whether all services of a plain login, and these resource servers, are logged in to. */
  readonly covers: (resourceServers: readonly string[]) => Promise<boolean>;
  /** Logs in, with a person. */
  readonly signIn: (how: SignIn) => Promise<SignedIn>;
  /** Begins a login that `finish` ends, in this shell or another; the URL to open. */
  readonly begin: (how: SignIn) => Promise<{ readonly url: string }>;
  readonly finish: (code: string) => Promise<SignedIn>;
  /** Revokes and removes all tokens. Tokens that could not be revoked stay, unless their errors are to be ignored. */
  readonly signOut: (how: { readonly ignoreErrors: boolean }) => Promise<SignedOut>;
  /** When each identity authenticated, in seconds since 1970, as the last login of this program told; undefined for other logins. */
  readonly authentications: () => Readonly<Record<string, number>> | undefined;
  readonly status: () => Promise<LoginStatus>;
  /** One access token, refreshed if need be: by service name, or by the id of an endpoint, collection or flow. */
  readonly token: (serviceOrId: string) => Promise<string>;
  readonly profiles: () => Promise<readonly ProfileRow[]>;
  /** The profile for commands to come; undefined is the one without a name. */
  readonly use: (profile: string | undefined) => Promise<void>;
  /** Offers this login on a terminal; elsewhere throws AuthRequiredError with the exact command. A client consents for itself, and nobody is asked. */
  readonly require: (requirement: AuthRequirement, why: string, command?: string) => Promise<void>;
}
