import { defineState } from '../state/store.js';

/** A person's (or application's) account at one identity provider. Identities with one `account` are linked. */
export interface Identity {
  readonly id: string;
  readonly username: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly organization: string | null;
  readonly identity_provider: string;
  readonly status: 'used' | 'unused' | 'private' | 'closed';
  /** The id of the primary identity of the set this one is linked into; its own id when it stands alone. */
  readonly account: string;
  readonly kind: 'user' | 'client';
}

export interface IdentityProvider {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly domains: string[];
  readonly alternative_names: string[];
}

export type ClientType =
  | 'confidential_client'
  | 'public_installed_client'
  | 'public_webapp_client'
  | 'client_identity'
  | 'resource_server'
  | 'globus_connect_server'
  | 'hybrid_confidential_client_resource_server';

export interface Client {
  readonly id: string;
  readonly name: string;
  readonly project: string | null;
  readonly public_client: boolean;
  readonly client_type: ClientType;
  readonly redirect_uris: string[];
  readonly fqdns: string[];
  links: { privacy_policy: string | null; terms_and_conditions: string | null };
  readonly required_idp: string | null;
  readonly preselect_idp: string | null;
  readonly parent_client: string | null;
  readonly prompt_for_named_grant: boolean;
  readonly visibility: 'private' | 'public';
  readonly userinfo_from_effective_identity: boolean;
  /** Registered because an unknown id was used: takes any secret the first time, and none. */
  readonly lenient: boolean;
}

export interface Credential {
  readonly id: string;
  readonly client: string;
  readonly name: string;
  readonly created: string;
  readonly secret_digest: string;
}

export interface Project {
  readonly id: string;
  readonly display_name: string;
  readonly contact_email: string;
  admin_ids: string[];
  readonly admin_group_ids: string[];
}

export interface Policy {
  readonly id: string;
  readonly project_id: string;
  readonly display_name: string;
  readonly description: string;
  readonly high_assurance: boolean;
  readonly authentication_assurance_timeout: number | null;
  readonly required_mfa: boolean;
  readonly domain_constraints_include: string[] | null;
  readonly domain_constraints_exclude: string[] | null;
}

/** A scope as its document shows it; `client` is the client of its resource server. */
export interface Scope {
  readonly id: string;
  readonly scope_string: string;
  readonly name: string;
  readonly description: string;
  readonly client: string;
  readonly advertised: boolean;
  readonly allows_refresh_token: boolean;
  readonly required_domains: string[];
  readonly dependent_scopes: { scope: string; optional: boolean; requires_refresh_token: boolean }[];
}

/** A scope and the resource server whose tokens carry it. */
export interface ScopeInfo {
  readonly scope: Scope;
  readonly resource_server: string;
}

/** One node of the forest of consents: what `effective_identity` lets a client do, and that client's services in turn. */
export interface Consent {
  readonly id: number;
  /** The client that received this consent: the application for a root, the service above for a dependent one. */
  readonly client: string;
  /** The application whose login made the tree. */
  readonly root_client: string;
  readonly scope: string;
  readonly scope_name: string;
  readonly effective_identity: string;
  readonly dependency_path: number[];
  readonly created: string;
  readonly updated: string;
  readonly last_used: string;
  readonly status: 'approved';
  readonly allows_refresh: boolean;
  readonly auto_approved: boolean;
  readonly atomically_revocable: boolean;
}

export interface Authentication {
  readonly acr: string | null;
  readonly amr: string[] | null;
  readonly idp: string;
  /** Seconds since 1970. */
  readonly auth_time: number;
  readonly custom_claims: Record<string, unknown>;
}

/** Which identities of an account authenticated, and when, towards one client. */
export interface Session {
  readonly id: string;
  readonly client: string;
  readonly account: string;
  readonly authentications: Record<string, Authentication>;
}

/** A token as it is kept: by digest, never in clear. Times are milliseconds since 1970. */
export interface Token {
  readonly digest: string;
  readonly kind: 'access' | 'refresh';
  readonly client: string;
  readonly identity: string;
  readonly resource_server: string;
  readonly scopes: string[];
  readonly session: string | null;
  readonly issued: number;
  readonly expires: number | null;
  /** For an access token, the digest of the refresh token it came with or from. */
  readonly refresh: string | null;
}

export interface AuthorizationCode {
  readonly digest: string;
  readonly client: string;
  readonly identity: string;
  readonly session: string;
  readonly redirect_uri: string;
  readonly scopes: string;
  readonly offline: boolean;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly expires: number;
}

/** The tables of the Auth service. */
export const authState = defineState((store) => {
  const identities = store.table<Identity>('auth.identities');
  const credentials = store.table<Credential>('auth.credentials');
  const scopes = store.table<Scope>('auth.scopes');
  const consents = store.table<Consent>('auth.consents');
  const sessions = store.table<Session>('auth.sessions');
  const tokens = store.table<Token>('auth.tokens');
  return {
    identities,
    identityByUsername: identities.index((identity) => identity.username.toLowerCase()),
    identitiesByAccount: identities.index((identity) => identity.account),
    providers: store.table<IdentityProvider>('auth.providers'),
    clients: store.table<Client>('auth.clients'),
    credentials,
    credentialsByClient: credentials.index((credential) => credential.client),
    projects: store.table<Project>('auth.projects'),
    policies: store.table<Policy>('auth.policies'),
    scopes,
    scopeByString: scopes.index((scope) => scope.scope_string),
    scopesByClient: scopes.index((scope) => scope.client),
    consents,
    consentsByIdentity: consents.index((consent) => consent.effective_identity),
    sessions,
    sessionsByAccount: sessions.index((session) => `${session.client} ${session.account}`),
    tokens,
    tokensByRefresh: tokens.index((token) => token.refresh ?? undefined),
    codes: store.table<AuthorizationCode>('auth.codes'),
    keys: store.table<{ private_pem: string }>('auth.keys'),
  };
});
