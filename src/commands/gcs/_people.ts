import { canonicalUuid, isUuid, type NeedTypes, param, UsageError } from '#command';

type Auth = NeedTypes['auth'];

export const ownerArg = param.text({ summary: 'The identity, by id or username', names: ['IDENTITY'] });

/** The id of an identity given by id or username; UsageError where nobody has the username. */
export async function identityId(idOrName: string, auth: Auth): Promise<string> {
  if (isUuid(idOrName)) return canonicalUuid(idOrName);
  const { identities } = await auth.getIdentities({ usernames: idOrName, provision: 'false' });
  const id = identities[0]?.id;
  if (id === undefined) throw new UsageError(`Nobody has the username '${idOrName}'.`);
  return id;
}

/** The identity that is logged in: what the login says, else (a bare token) what Auth says of it. */
export async function currentIdentity(session: NeedTypes['session'], auth: Auth): Promise<string> {
  return (await session.status()).identity_id ?? (await auth.getUserinfo()).sub;
}

const urns = { identity: 'urn:globus:auth:identity:', group: 'urn:globus:groups:id:' } as const;
export type PrincipalType = keyof typeof urns;

/** The URN of a principal given as URN, id, or username; UsageError where it is not of the type said. */
export async function principalUrn(text: string, type: PrincipalType | undefined, auth: Auth): Promise<string> {
  for (const kind of ['identity', 'group'] as const) {
    if (!text.startsWith(urns[kind])) continue;
    if (!isUuid(text.slice(urns[kind].length))) throw new UsageError(`'${text}' does not end in a valid UUID.`);
    if (type !== undefined && type !== kind)
      throw new UsageError(
        `'${text}' is ${kind === 'group' ? 'a group' : 'an identity'}, and --principal-type says ${type}.`,
      );
    return text;
  }
  if (type !== 'group') return `${urns.identity}${await identityId(text, auth)}`;
  if (!isUuid(text)) throw new UsageError(`'${text}' is not the id of a group.`);
  return `${urns.group}${canonicalUuid(text)}`;
}
