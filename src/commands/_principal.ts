import { type Field, sentence } from '#command';
import { everyoneWords } from '#globus/people/grammar';
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

/** The same as `sharedWith`, in a person's words. */
export const sharedWithWhom = <T extends Principal>(): Field<T> =>
  sharedWith((row) => everyoneWords.get(row.principal_type) ?? row.principal_type);
/** What an access rule lets people do, in a person's words. */
export const access = <T extends { readonly permissions: string }>(): Field<T> => ({
  get: (row) => row.permissions,
  format: (value) => (value === 'rw' ? 'read, write' : 'read'),
});
