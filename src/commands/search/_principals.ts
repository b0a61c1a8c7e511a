import { bad, canonicalUuid, isUuid, type NeedTypes, param, UsageError } from '#command';
import { identityId } from '#globus/people/identity';

const urns = { identity: 'urn:globus:auth:identity:', group: 'urn:globus:groups:id:' } as const;
export const principalTypes = ['identity', 'group'] as const;
type PrincipalType = (typeof principalTypes)[number];

/** The URN of somebody given as URN, id or username. UsageError where it is not of the type said, or nobody has the username. */
export async function principalUrn(
  text: string,
  type: PrincipalType | undefined,
  auth: NeedTypes['auth'],
): Promise<string> {
  const kind = principalTypes.find((each) => text.startsWith(urns[each]));
  if (kind) {
    if (type !== undefined && type !== kind)
      throw new UsageError(`'${text}' is ${kind === 'group' ? 'a group' : 'an identity'}, and --type says ${type}.`);
    if (!isUuid(text.slice(urns[kind].length))) throw new UsageError(`'${text}' does not end in a UUID.`);
    return text;
  }
  if (type !== 'group') return urns.identity + (await identityId(text, auth));
  if (!isUuid(text)) throw new UsageError(`'${text}' is not the id of a group.`);
  return urns.group + canonicalUuid(text);
}

/** Who may see an entry: everybody, all who log in, or a principal as URN. */
export const visibleTo = param.custom(
  (raw, context): string => {
    if (raw === 'public' || raw === 'all_authenticated_users' || /^urn:globus:(auth:identity|groups:id):/.test(raw))
      return raw;
    throw bad(context, raw, "'public', 'all_authenticated_users' or the URN of an identity or a group");
  },
  { metavar: 'public|all_authenticated_users|URN' },
);
