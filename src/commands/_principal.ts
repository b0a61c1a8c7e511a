import { canonicalUuid, type Field, isUuid, type NeedTypes, UsageError } from '#command';

/** Who gets something: the two fields of Transfer's access and role documents. */
export interface Principal {
  readonly principal_type: string;
  readonly principal: string;
}
export interface PrincipalFlags {
  readonly identity?: string | undefined;
  readonly provisionIdentity?: string | undefined;
  readonly group?: string | undefined;
  readonly allAuthenticated?: boolean;
  readonly anonymous?: boolean;
}

/** The principal that the flags name; usernames are looked up. UsageError where nobody has the username. */
export async function principalOf(flags: PrincipalFlags, auth: NeedTypes['auth']): Promise<Principal> {
  if (flags.allAuthenticated) return { principal_type: 'all_authenticated_users', principal: '' };
  if (flags.anonymous) return { principal_type: 'anonymous', principal: '' };
  if (flags.group !== undefined) return { principal_type: 'group', principal: flags.group };
  const provision = flags.provisionIdentity !== undefined;
  return {
    principal_type: 'identity',
    principal: await identityId(flags.provisionIdentity ?? flags.identity ?? '', auth, provision),
  };
}

/** The id of an identity given by id or username. UsageError where nobody has the username. */
export async function identityId(idOrUsername: string, auth: NeedTypes['auth'], provision = false): Promise<string> {
  if (isUuid(idOrUsername) && !provision) return canonicalUuid(idOrUsername);
  const username = idOrUsername;
  const { identities } = await auth.getIdentities({ usernames: username, provision: String(provision) });
  const id = identities[0]?.id;
  if (id === undefined) {
    throw new UsageError(`Nobody has the username '${username}'.`, {
      hint: `Usernames look like someone@domain. Look with: globus get-identities ${username}`,
    });
  }
  return id;
}

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
    return row.principal_type === 'group' ? `https://app.globus.org/groups/${row.principal}` : everybody(row);
  },
});

/** The ids of identities given by id or username, in the same order. */
export async function identityIds(idsOrUsernames: readonly string[], auth: NeedTypes['auth']): Promise<string[]> {
  const ids: string[] = [];
  for (const each of idsOrUsernames) ids.push(await identityId(each, auth));
  return ids;
}
