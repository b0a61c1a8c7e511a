import type { Lookup } from '../../../src/globus/people/identity.js';

/** Globus Auth as far as ids and usernames go: who is known by which id, in any case. `asked` are the queries that came. */
export function directory(idByUsername: Readonly<Record<string, string>>) {
  const asked: Parameters<Lookup['getIdentities']>[0][] = [];
  const getIdentities: Lookup['getIdentities'] = (query) => {
    asked.push(query);
    const wanted = String(query['ids'] ?? query['usernames'])
      .toLowerCase()
      .split(',');
    const known = Object.entries(idByUsername).filter(
      ([username, id]) => wanted.includes(username.toLowerCase()) || wanted.includes(id),
    );
    return Promise.resolve({ identities: known.map(([username, id]) => ({ id, username })) as never });
  };
  return { asked, getIdentities };
}
