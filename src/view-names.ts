import type { ServiceName } from './command/needs.js';
import type { LookupKind } from './output/view.js';
import type { Adapters } from './services/index.js';

/** How each kind of id that a view shows by name gets its name. */
export function lookUps(adapter: <K extends ServiceName>(service: K) => Promise<Adapters[K]>) {
  const names = () => import('./globus/names.js');
  const usernames = new Map<string, string>();
  /** Remembers whom any answer named, for those who are asked about last. */
  const auth: Pick<Adapters['auth'], 'getIdentities'> = {
    getIdentities: async (query) => {
      const answer = await (await adapter('auth')).getIdentities(query);
      // a name is for show: one that is no text is none
      const identities = answer.identities.filter(({ username }) => typeof username === 'string');
      for (const { id, username } of identities) usernames.set(id, username);
      return { ...answer, identities };
    },
  };
  const lookUp: Readonly<Record<LookupKind, (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>>> = {
    identity: async (ids) => (await names()).identityNames(auth, ids),
    principal: async (urns) => (await names()).principalNames(auth, urns),
    latePrincipal: async (urns) => (await names()).remainingPrincipalNames(auth, urns, usernames),
    holder: async (urns) => (await names()).holderNames(auth, urns),
    endpoint: async (ids) => (await names()).endpointNames(await adapter('transfer'), ids),
    place: async (ids) => (await names()).placeNames(await adapter('transfer'), ids),
  };
  return async (kind: LookupKind, ids: readonly string[]) =>
    new Map([...(await lookUp[kind](ids))].filter(([, name]) => typeof name === 'string'));
}
