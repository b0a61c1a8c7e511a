import type {
  AuthClient,
  AuthPolicy,
  AuthScope,
  ClientCredential,
  ClientDocument,
  IdentityProvider,
  Project,
} from './auth-documents.js';
import type { Http, Query } from './http.js';
import { path } from './path.js';

export type * from './auth-documents.js';

type Body = Readonly<Record<string, unknown>>;

export interface Identity {
  readonly id: string;
  readonly username: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly organization: string | null;
  readonly identity_provider?: string;
  readonly status: string;
}
export interface UserInfo {
  readonly sub: string;
  readonly preferred_username?: string;
  readonly name?: string;
  readonly email?: string;
  readonly organization?: string;
  readonly identity_set?: readonly LinkedIdentity[];
}
export interface LinkedIdentity {
  readonly sub: string;
  readonly username: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly organization?: string | null;
}
export interface Introspection {
  readonly active: boolean;
  readonly session_info?: {
    readonly session_id: string;
    readonly authentications: Readonly<
      Record<
        string,
        {
          readonly auth_time: number;
          readonly idp: string;
          readonly acr: unknown;
          readonly amr: unknown;
          readonly custom_claims: Readonly<Record<string, unknown>>;
        }
      >
    >;
  };
}
export interface Consent {
  readonly id: number;
  readonly client: string;
  readonly scope: string;
  readonly scope_name: string;
  readonly dependency_path: readonly number[];
  readonly status: string;
  readonly created?: string;
  readonly last_used?: string;
  readonly allows_refresh?: boolean;
  readonly atomically_revocable?: boolean;
}
/** What the token endpoint answers: the top level is one resource server's token, `other_tokens` the rest. */
export interface TokenResponse {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly resource_server: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly state?: string;
  readonly other_tokens?: readonly TokenResponse[];
}

/** What says that there is a client: it comes bare, or around another with its credential. */
const aClient = 'client.id|client.name|client.client.id';

/** Globus Auth: one line per operation, in the order of the service's reference. */
export const operations = (http: Http) => ({
  getOpenidConfiguration: () =>
    http.get<Record<string, unknown>>('.well-known/openid-configuration', { anonymous: true }),
  getUserinfo: () => http.get<UserInfo>('v2/oauth2/userinfo'),
  getIdentities: (query: Query) => http.get<{ identities: readonly Identity[] }>('v2/api/identities', { query }),
  getIdentityProviders: (query: Query) =>
    http.get<{ readonly identity_providers: readonly IdentityProvider[] }>('v2/api/identity_providers', { query }),
  getProject: (id: string) => http.get<{ readonly project: Project }>(path`v2/api/projects/${id}`),
  getProjects: () => http.get<{ readonly projects: readonly Project[] }>('v2/api/projects'),
  createProject: (json: Body) =>
    http.post<{ readonly project: Project }>('v2/api/projects', { json, makesAnew: true, carries: 'project.id' }),
  updateProject: (id: string, json: Body) =>
    http.put<{ readonly project: Project }>(path`v2/api/projects/${id}`, { json, carries: 'project.id' }),
  deleteProject: (id: string) =>
    http.delete<{ readonly project: Project }>(path`v2/api/projects/${id}`, { carries: 'project.id' }),
  getPolicy: (id: string) => http.get<{ readonly policy: AuthPolicy }>(path`v2/api/policies/${id}`),
  getPolicies: () => http.get<{ readonly policies: readonly AuthPolicy[] }>('v2/api/policies'),
  createPolicy: (json: Body) =>
    http.post<{ readonly policy: AuthPolicy }>('v2/api/policies', { json, makesAnew: true, carries: 'policy.id' }),
  updatePolicy: (id: string, json: Body) =>
    http.put<{ readonly policy: AuthPolicy }>(path`v2/api/policies/${id}`, {
      json,
      carries: 'policy.id|policy.display_name',
    }),
  deletePolicy: (id: string) =>
    http.delete<{ readonly policy: AuthPolicy }>(path`v2/api/policies/${id}`, { carries: 'policy.id' }),
  getClient: (id: string) => http.get<{ readonly client: AuthClient }>(path`v2/api/clients/${id}`),
  getClients: (query: Query = {}) =>
    http.get<{ readonly clients?: readonly AuthClient[]; readonly client?: AuthClient }>('v2/api/clients', { query }),
  createClient: (json: Body) =>
    http.post<ClientDocument>('v2/api/clients', { json, makesAnew: true, carries: aClient }),
  /** A client of one's own made of a template; nobody need be logged in. */
  createNativeAppInstance: (json: Body) =>
    http.post<ClientDocument>('v2/api/clients', { json, makesAnew: true, anonymous: true, carries: aClient }),
  updateClient: (id: string, json: Body) =>
    http.put<{ readonly client: AuthClient }>(path`v2/api/clients/${id}`, { json, carries: 'client.id' }),
  deleteClient: (id: string) =>
    http.delete<{ readonly client: AuthClient }>(path`v2/api/clients/${id}`, { carries: 'client.id' }),
  getClientCredentials: (id: string) =>
    http.get<{ readonly credentials: readonly ClientCredential[] }>(path`v2/api/clients/${id}/credentials`),
  createClientCredential: (id: string, json: Body) =>
    http.post<{ readonly credential: ClientCredential }>(path`v2/api/clients/${id}/credentials`, {
      json,
      makesAnew: true,
      carries: 'credential.id',
    }),
  deleteClientCredential: (id: string, credential: string) =>
    http.delete<{ readonly credential: ClientCredential }>(path`v2/api/clients/${id}/credentials/${credential}`, {
      carries: 'credential.id',
    }),
  getScope: (id: string) => http.get<{ readonly scope: AuthScope }>(path`v2/api/scopes/${id}`),
  getScopes: (query: Query = {}) => http.get<{ readonly scopes: readonly AuthScope[] }>('v2/api/scopes', { query }),
  createScope: (client: string, json: Body) =>
    http.post<{ readonly scope: AuthScope }>(path`v2/api/clients/${client}/scopes`, {
      json,
      makesAnew: true,
      carries: 'scope.id',
    }),
  updateScope: (id: string, json: Body) =>
    http.put<{ readonly scope: AuthScope }>(path`v2/api/scopes/${id}`, { json, carries: 'scope.id' }),
  deleteScope: (id: string) =>
    http.delete<{ readonly scope: AuthScope }>(path`v2/api/scopes/${id}`, { carries: 'scope.id' }),
  getConsents: (identity: string, query: Query = {}) =>
    http.get<{ consents: readonly Consent[] }>(path`v2/api/identities/${identity}/consents`, { query }),
  /** `include` is a comma list of session_info and identity_set; the token introspected is the one given. */
  introspectToken: (form: { token: string; include?: string }) =>
    http.post<Introspection>('v2/oauth2/token/introspect', { form, followRedirects: false, repeatable: true }),
});
export type AuthOperations = ReturnType<typeof operations>;

/** The OAuth2 side of Globus Auth: no user token, only client credentials or a public client id. */
export const oauth = (http: Http) => ({
  token: (form: Record<string, string>, basic?: BasicCredentials) =>
    // a code is good once; the other grants may be asked again after a broken connection
    http.post<TokenResponse>('v2/oauth2/token', {
      form,
      // tokens of dependent services come as a list
      mayBeList: form['grant_type'] === 'urn:globus:auth:grant_type:dependent_token',
      anonymous: true,
      // codes, verifiers and refresh tokens go to this address and to no other
      followRedirects: false,
      repeatable: form['grant_type'] !== 'authorization_code',
      ...withBasic(basic),
    }),
  revoke: (form: Record<string, string>, basic?: BasicCredentials) =>
    http.post<{ active: boolean }>('v2/oauth2/token/revoke', {
      form,
      anonymous: true,
      followRedirects: false,
      repeatable: true,
      ...withBasic(basic),
    }),
});
export interface BasicCredentials {
  readonly id: string;
  readonly secret: string;
}
const withBasic = (basic?: BasicCredentials) =>
  basic ? { headers: { authorization: `Basic ${Buffer.from(`${basic.id}:${basic.secret}`).toString('base64')}` } } : {};
