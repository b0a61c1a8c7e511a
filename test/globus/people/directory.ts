import type { Lookup } from '../../../src/globus/people/identity.js';

/** Globus Auth as far as usernames go: who is known by which id. `asked` are the queries that came. */
export function directory(idByUsername: Readonly<Record<string, string>>) {
  const asked: Parameters<Lookup['getIdentities']>[0][] = [];
  const getIdentities: Lookup['getIdentities'] = (query) => {
    asked.push(query);
    const wanted = String(query['usernames']).split(',');
    const known = Object.entries(idByUsername).filter(([username]) => wanted.includes(username));
    return Promise.resolve({ identities: known.map(([username, id]) => ({ id, username })) as never });
  };
  return { asked, getIdentities };
}
