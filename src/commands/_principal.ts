import { type Field, sentence } from '#command';
import type { Principal } from '#globus/people/principal';

/** The principal for people: a username, the page of a group, or the kind of everybody. */
export const sharedWith = <T extends Principal>(
  everybody: (row: T) => string = (row) => row.principal_type,
): Field<T> => ({
  get: (row) => row,
  lookup: {
    kind: 'identity',
    ids: (value) => {
      const row = value as T;
      return row.principal_type === 'identity' ? [row.principal] : [];
    },
  },
  format: (value, names) => {
    const row = value as T;
    if (row.principal_type === 'identity') return names.identity.get(row.principal) ?? row.principal;
    return row.principal_type === 'group' ? sentence`https://app.globus.org/groups/${row.principal}` : everybody(row);
  },
});

/** The kinds of principals that are many people, as a person reads them. */
export const everybodyWords: ReadonlyMap<string, string> = new Map([
  ['anonymous', 'everybody'],
  ['public', 'everybody'],
  ['all_authenticated_users', 'everybody who logs in'],
]);
/** The same as `sharedWith`, in a person's words. */
export const sharedWithWhom = <T extends Principal>(): Field<T> =>
  sharedWith((row) => everybodyWords.get(row.principal_type) ?? row.principal_type);
/** What an access rule lets people do, in a person's words. */
export const access = <T extends { readonly permissions: string }>(): Field<T> => ({
  get: (row) => row.permissions,
  format: (value) => (value === 'rw' ? 'read, write' : 'read'),
});
