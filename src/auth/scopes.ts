/** Resource servers and scopes of the Globus services, and the grammar of scope strings. */

export const resourceServers = {
  auth: 'auth.globus.org',
  transfer: 'transfer.api.globus.org',
  groups: 'groups.api.globus.org',
  search: 'search.api.globus.org',
  flows: 'flows.globus.org',
  timers: '524230d7-ea86-4a52-8312-86065a9e0417',
  compute: 'funcx_service',
} as const;
export type Service = keyof typeof resourceServers;

const authScope = (name: string) => `urn:globus:auth:scope:auth.globus.org:${name}`;
const flowsScope = (name: string) => `https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/${name}`;
export const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
export const timerScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';

/** The scopes of a plain `globus login`, by service. */
export const loginScopes: Readonly<Record<Service, readonly string[]>> = {
  auth: [
    'openid',
    'profile',
    'email',
    ...['view_identity_set', 'view_identities', 'view_consents', 'manage_projects'].map(authScope),
  ],
  transfer: [transferAll],
  groups: ['urn:globus:auth:scope:groups.api.globus.org:all'],
  search: ['urn:globus:auth:scope:search.api.globus.org:all'],
  flows: [flowsScope('all')],
  timers: [`${timerScope}[${transferAll}]`],
  compute: ['https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all'],
};
/** Everything a plain login asks for. */
export const allLoginScopes = Object.values(loginScopes).flat();

export const gcsScope = (endpointId: string) => `urn:globus:auth:scope:${endpointId}:manage_collections`;
export const dataAccessScope = (collectionId: string) => `https://auth.globus.org/scopes/${collectionId}/data_access`;
export const httpsScope = (collectionId: string) => `https://auth.globus.org/scopes/${collectionId}/https`;
/** The scope for the files of a collection over HTTPS, with the consent for its data where it opens only with that. */
export const fileScope = (collectionId: string, wantsConsent: boolean) =>
  wantsConsent ? `${httpsScope(collectionId)}[*${dataAccessScope(collectionId)}]` : httpsScope(collectionId);
export const flowScope = (flowId: string) =>
  `https://auth.globus.org/scopes/${flowId}/flow_${flowId.replaceAll('-', '_')}_user`;

/** A scope with those it depends on; `optional` is the `*` of `*scope`. */
export interface ScopeTree {
  readonly scope: string;
  readonly optional: boolean;
  readonly dependencies: readonly ScopeTree[];
}

/** Scopes depend on scopes four or five deep; what is deeper than this was not written by anybody. */
const deepest = 100;

/**
 * Reads `a[b *c[d]] e`. Throws SyntaxError, with a message that quotes the text and says what is wrong with it, where
 * brackets do not match, where a `*` or a bracket stands without a scope, and where brackets are more than a hundred deep.
 */
export function parseScopes(text: string): ScopeTree[] {
  const tokens = text.match(/[[\]*]|[^\s[\]*]+/g) ?? [];
  let at = 0;
  const list = (depth: number): ScopeTree[] => {
    if (depth > deepest) throw new SyntaxError('a scope string has more than a hundred nested brackets');
    const trees: ScopeTree[] = [];
    while (at < tokens.length && tokens[at] !== ']') {
      const optional = tokens[at] === '*';
      if (optional) at++;
      const scope = tokens[at++];
      if (scope === undefined || /^[[\]*]$/.test(scope)) throw new SyntaxError(`'${text}' is not a scope string`);
      let dependencies: ScopeTree[] = [];
      if (tokens[at] === '[') {
        at++;
        dependencies = list(depth + 1);
        if (tokens[at++] !== ']') throw new SyntaxError(`'${text}' has an open bracket`);
      }
      trees.push({ scope, optional, dependencies });
    }
    if (depth === 0 && at < tokens.length) throw new SyntaxError(`'${text}' closes a bracket that is not open`);
    return trees;
  };
  return mergeScopes(list(0));
}

/** One tree per scope: the same scope named twice has the dependencies of both. */
export function mergeScopes(trees: readonly ScopeTree[]): ScopeTree[] {
  const merged = new Map<string, ScopeTree>();
  for (const tree of trees) {
    const before = merged.get(tree.scope);
    merged.set(tree.scope, {
      scope: tree.scope,
      optional: tree.optional && (before?.optional ?? true),
      dependencies: mergeScopes([...(before?.dependencies ?? []), ...tree.dependencies]),
    });
  }
  return [...merged.values()];
}

/** Writes trees back as a scope string. */
export const writeScopes = (trees: readonly ScopeTree[]): string =>
  trees
    .map(
      ({ scope, optional, dependencies }) =>
        `${optional ? '*' : ''}${scope}${dependencies.length ? `[${writeScopes(dependencies)}]` : ''}`,
    )
    .join(' ');

/** Scope strings as one, each scope once. */
export const joinScopes = (scopes: readonly string[]) => writeScopes(mergeScopes(scopes.flatMap(parseScopes)));
