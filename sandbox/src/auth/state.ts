import { defineState } from '../state/store.js';

/** A person's (or application's) account at one identity provider. Identities with one `account` are linked. */
export interface Identity {
  id: string;
  username: string;
  name: string | null;
  email: string | null;
  organization: string | null;
  identity_provider: string;
  status: 'used' | 'unused' | 'private' | 'closed';
  /** The id of the primary identity of the set this one is linked into; its own id when it stands alone. */
  account: string;
  kind: 'user' | 'client';
}

export interface IdentityProvider {
  id: string;
  name: string;
  short_name: string;
  domains: string[];
  alternative_names: string[];
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
  id: string;
  name: string;
  project: string | null;
  public_client: boolean;
  client_type: ClientType;
  redirect_uris: string[];
  fqdns: string[];
  links: { privacy_policy: string | null; terms_and_conditions: string | null };
  required_idp: string | null;
  preselect_idp: string | null;
  parent_client: string | null;
  prompt_for_named_grant: boolean;
  visibility: 'private' | 'public';
  userinfo_from_effective_identity: boolean;
  /** Registered because an unknown id was used: takes any secret the first time, and none. */
  lenient: boolean;
}

export interface Credential {
  id: string;
  client: string;
  name: string;
  created: string;
  secret_digest: string;
}

export interface Project {
  id: string;
  display_name: string;
  contact_email: string;
  admin_ids: string[];
  admin_group_ids: string[];
}

export interface Policy {
  id: string;
  project_id: string;
  display_name: string;
  description: string;
  high_assurance: boolean;
  authentication_assurance_timeout: number | null;
  required_mfa: boolean;
  domain_constraints_include: string[] | null;
  domain_constraints_exclude: string[] | null;
}

/** A scope as its document shows it; `client` is the client of its resource server. */
export interface Scope {
  id: string;
  scope_string: string;
  name: string;
  description: string;
  client: string;
  advertised: boolean;
  allows_refresh_token: boolean;
  required_domains: string[];
  dependent_scopes: { scope: string; optional: boolean; requires_refresh_token: boolean }[];
}

/** A scope and the resource server whose tokens carry it. */
export interface ScopeInfo {
  scope: Scope;
  resource_server: string;
}

/** One node of the forest of consents: what `effective_identity` lets a client do, and that client's services in turn. */
export interface Consent {
  id: number;
  /** The client that received this consent: the application for a root, the service above for a dependent one. */
  client: string;
  /** The application whose login made the tree. */
  root_client: string;
  scope: string;
  scope_name: string;
  effective_identity: string;
  dependency_path: number[];
  created: string;
  updated: string;
  last_used: string;
  status: 'approved';
  allows_refresh: boolean;
  auto_approved: boolean;
  atomically_revocable: boolean;
}

export interface Authentication {
  acr: string | null;
  amr: string[] | null;
  idp: string;
  /** Seconds since 1970. */
  auth_time: number;
  custom_claims: Record<string, unknown>;
}

/** Which identities of an account authenticated, and when, towards one client. */
export interface Session {
  id: string;
  client: string;
  account: string;
  authentications: Record<string, Authentication>;
}

/** A token as it is kept: by digest, never in clear. Times are milliseconds since 1970. */
export interface Token {
  digest: string;
  kind: 'access' | 'refresh';
  client: string;
  identity: string;
  resource_server: string;
  scopes: string[];
  session: string | null;
  issued: number;
  expires: number | null;
  /** For an access token, the digest of the refresh token it came with or from. */
  refresh: string | null;
}

export interface AuthorizationCode {
  digest: string;
  client: string;
  identity: string;
  session: string;
  redirect_uri: string;
  scopes: string;
  offline: boolean;
  state: string | null;
  nonce: string | null;
  challenge: string | null;
  challenge_method: 'S256' | 'plain';
  expires: number;
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
