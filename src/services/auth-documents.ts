/** Documents of Globus Auth's developer API, as its reference describes them: only what we read. */

/** What clients, scopes and policies belong to. */
export interface Project {
  readonly id: string;
  readonly display_name: string;
  readonly project_name?: string;
  readonly contact_email: string;
  readonly admin_ids: readonly string[] | null;
  readonly admin_group_ids: readonly string[] | null;
  readonly admins?: {
    readonly identities: readonly { readonly id: string; readonly username: string }[];
    readonly groups: readonly { readonly id: string; readonly name?: string }[];
  };
}
export interface AuthPolicy {
  readonly id: string;
  readonly project_id: string;
  readonly display_name: string;
  readonly description: string;
  readonly high_assurance?: boolean;
  /** Seconds within which a login must have happened. */
  readonly authentication_assurance_timeout?: number | null;
  readonly required_mfa?: boolean;
  /** Domains that are let in; null for all. */
  readonly domain_constraints_include?: readonly string[] | null;
  readonly domain_constraints_exclude?: readonly string[] | null;
}
export interface AuthClient {
  readonly id: string;
  readonly name: string;
  readonly project?: string | null;
  readonly client_type: string;
  readonly public_client: boolean;
  readonly visibility?: string;
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly string[];
  readonly scopes: readonly string[];
  readonly fqdns: readonly string[];
  readonly links: { readonly terms_and_conditions: string | null; readonly privacy_policy: string | null };
  readonly required_idp: string | null;
  readonly preselect_idp: string | null;
  readonly parent_client: string | null;
}
/** `secret` is there once: in the answer to the creation. */
export interface ClientCredential {
  readonly id: string;
  readonly name: string;
  readonly client: string;
  readonly created?: string;
  readonly secret: string | null;
}
interface Included {
  readonly client_credential?: ClientCredential;
}
/** The answer to a creation: a client made of a template comes with a credential, beside it or around it. */
export interface ClientDocument {
  readonly client: AuthClient | { readonly client: AuthClient; readonly included?: Included };
  readonly included?: Included;
}
export interface DependentScope {
  readonly scope: string;
  readonly optional: boolean;
  readonly requires_refresh_token: boolean;
}
export interface AuthScope {
  readonly id: string;
  readonly scope_string: string;
  readonly name: string;
  readonly description: string;
  readonly client: string;
  readonly advertised: boolean;
  readonly allows_refresh_token: boolean;
  readonly required_domains: readonly string[];
  readonly dependent_scopes: readonly DependentScope[];
}
export interface IdentityProvider {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly domains: readonly string[];
  readonly alternative_names?: readonly string[];
}
