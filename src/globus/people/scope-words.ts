import { allLoginScopes, loginScopes, type Service } from '../../auth/scopes.js';

const titles: Readonly<Record<Service, string>> = {
  auth: 'Auth',
  transfer: 'Transfer',
  groups: 'Groups',
  search: 'Search',
  flows: 'Flows',
  timers: 'Timers',
  compute: 'Compute',
};

/** Whose scope it is, and which one: `transfer.api.globus.org` and `all`; undefined where its form does not say. */
const parts = (scope: string): readonly [owner: string, name: string] | undefined => {
  const [, owner, name] =
    /^(?:urn:globus:auth:scope:|https:\/\/auth\.globus\.org\/scopes\/)([^/:]+)[/:](.+)$/.exec(scope) ?? [];
  return owner === undefined || name === undefined ? undefined : [owner, name];
};
const services = new Map(
  (Object.keys(titles) as Service[]).flatMap((service) =>
    loginScopes[service].flatMap((scope) => {
      const owner = parts(scope)?.[0];
      return owner === undefined ? [] : [[owner, titles[service]] as const];
    }),
  ),
);
/** The scopes of a plain login that stand for themselves, such as openid. */
const plainScopes = new Set(allLoginScopes.filter((scope) => !parts(scope)));

/** A scope in a few words: `Transfer: all`; with the id of its owner where that is no service of Globus. */
export function scopeWords(scope: string): string {
  const found = parts(scope);
  if (!found) return plainScopes.has(scope) ? `Auth: ${scope}` : scope;
  const [owner, name] = found;
  return `${services.get(owner) ?? owner}: ${name}`;
}
