import { ApiError } from '../http/api-error.js';
import type { Issue } from '../http/issues.js';
import { groupIdsOf } from '../groups/membership.js';
import type { World } from '../world.js';

const identity = 'urn:globus:auth:identity:';
const group = 'urn:globus:groups:id:';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const identityUrn = (id: string): string => `${identity}${id}`;

const isPrincipal = (value: unknown): value is string =>
  typeof value === 'string' &&
  ((value.startsWith(identity) && uuid.test(value.slice(identity.length))) ||
    (value.startsWith(group) && uuid.test(value.slice(group.length))));

/** What is wrong with a list of principals; `everyone` is the word that stands for all people, where one is allowed. */
export function checkPrincipals(value: unknown, field: string, everyone?: string): Issue[] {
  if (!Array.isArray(value)) return [{ loc: [field], msg: 'value is not a valid list', type: 'type_error.list' }];
  const role = field
    .replace(/s$/, '')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const allowed = ['<AuthGroupUrn>', '<AuthIdentityUrn>', ...(everyone === undefined ? [] : [`"${everyone}"`])].join(
    ', ',
  );
  return value.flatMap((each: unknown, index) =>
    isPrincipal(each) || (everyone !== undefined && each === everyone)
      ? []
      : [
          {
            loc: [field, index],
            msg: `Unrecognized principal string: ${JSON.stringify(each)}. Allowed principal types in role "${role}": [${allowed}]`,
            type: 'value_error',
          },
        ],
  );
}

/** The value as a list of principals; 400 otherwise. */
export function requirePrincipals(value: unknown, field: string): string[] {
  const [issue] = checkPrincipals(value, field);
  if (issue) throw new ApiError(400, 'BadRequest', issue.msg);
  return value as string[];
}

/** Who someone is to a list of principals. */
export class Person {
  private readonly urns: Set<string>;

  constructor(world: World, identityIds: string[]) {
    this.urns = new Set([
      ...identityIds.map(identityUrn),
      ...[...groupIdsOf(world, identityIds)].map((id) => `${group}${id}`),
    ]);
  }

  /** Whether one of the principals stands for this person. */
  isIn(principals: readonly string[]): boolean {
    return principals.some((urn) => this.urns.has(urn) || urn === 'public' || urn === 'all_authenticated_users');
  }
}
