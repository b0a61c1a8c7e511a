import { isObject, type Json } from '../http/body.js';
import type { PermissionForm, RoleForm } from '../scenario/form.js';
import type { Things } from './things.js';

const words = new Map([
  ['all_authenticated_users', 'everyone'],
  ['anonymous', 'anonymous'],
]);

/** The access rules that were told of a collection; whom nothing is known of is left out, and named. */
export function permissionsOf(things: Things, on: string, left: string[]): PermissionForm[] {
  return those(things.rules, on).flatMap((rule): PermissionForm[] => {
    const to = spokenOf(things, rule);
    const { path, permissions } = rule;
    if (rule['role_type'] !== undefined && rule['role_type'] !== null) return [];
    if (to !== undefined && typeof path === 'string' && (permissions === 'r' || permissions === 'rw'))
      return [{ to, path, access: permissions }];
    left.push(`an access rule for ${String(rule['principal'])}: nothing else says who that is`);
    return [];
  });
}

/** The roles that were told of a collection, but for its owner's. */
export function rolesOf(things: Things, on: string, left: string[]): RoleForm[] {
  return those(things.roles, on).flatMap((each): RoleForm[] => {
    const to = spokenOf(things, each);
    if (each['role'] === 'owner') return [];
    if (to !== undefined) return [{ to, role: each['role'] as RoleForm['role'] }];
    left.push(`the role ${String(each['role'])} of ${String(each['principal'])}: nothing else says who that is`);
    return [];
  });
}

const those = (known: Things['rules'], on: string): Json[] => [...(known.get(on)?.values() ?? [])].filter(isObject);

/** Who is meant, as a world file says it; undefined where the record does not tell. */
function spokenOf({ people, groups }: Things, { principal_type: type, principal }: Json): string | undefined {
  const word = words.get(String(type));
  if (word !== undefined) return word;
  const id = String(principal).replace(/^urn:globus:[a-z:]+:/, '');
  return type === 'group' ? (groups.has(id) ? `group:${id}` : undefined) : people.get(id)?.username;
}
