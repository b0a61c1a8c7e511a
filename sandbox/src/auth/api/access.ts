import { ApiError } from '../../http/api-error.js';
import { groupIdsOf } from '../../groups/membership.js';
import type { SandboxContext } from '../../http/context.js';
import type { World } from '../../world.js';
import { requireCaller, type Caller } from '../caller.js';
import { maybeClient } from '../clients.js';
import { forbidden, unauthorized } from '../errors.js';
import { clientIdentity } from '../identities.js';
import { authState, type Client, type Project } from '../state.js';
import { authScopePrefix } from '../well-known-scopes.js';

/** Who uses the developer API: a person's token, or a client with its own credentials. */
export interface Developer {
  readonly identityIds: string[];
  /** The groups they belong to: projects have groups as administrators, too. */
  readonly groupIds: ReadonlySet<string>;
  readonly client: Client | undefined;
}

/** The caller of an Auth API, whose token must have one of these scopes (short names); any scope of Auth when none is named. */
export function authCaller(world: World, c: SandboxContext, ...anyOf: string[]): Caller {
  return requireCaller(world, c, {
    resourceServer: 'auth.globus.org',
    ...(anyOf.length > 0 ? { anyOf: anyOf.map((name) => authScopePrefix + name) } : {}),
    unauthorized,
    forbidden,
  });
}

/** The developer behind a request: by token with one of the scopes, or by client credentials. */
export function developer(world: World, c: SandboxContext, ...anyOf: string[]): Developer {
  if (/^basic /i.test(c.env.incoming.headers.authorization ?? '')) {
    let client: Client | undefined;
    try {
      client = maybeClient(world, c, {});
    } catch (error) {
      if (error instanceof ApiError) throw unauthorized();
      throw error;
    }
    if (!client) throw unauthorized();
    return developerOf(world, [clientIdentity(world, client).id], client);
  }
  const caller = authCaller(world, c, ...anyOf);
  return developerOf(world, caller.identityIds, authState(world).clients.get(caller.identity.id));
}

function developerOf(world: World, identityIds: string[], client: Client | undefined): Developer {
  return { identityIds, groupIds: groupIdsOf(world, identityIds), client };
}

/** Whether the developer administers the project, in person or as a member of a group. */
export function administers({ identityIds, groupIds }: Developer, project: Project | undefined): boolean {
  return (
    project !== undefined &&
    (identityIds.some((id) => project.admin_ids.includes(id)) || project.admin_group_ids.some((id) => groupIds.has(id)))
  );
}

/** Whether the developer may see and change the client: an administrator of its project, its parent, or the client itself. */
export function controls(world: World, developer: Developer, client: Client): boolean {
  if (developer.client && (developer.client.id === client.id || developer.client.id === client.parent_client))
    return true;
  return client.project !== null && administers(developer, authState(world).projects.get(client.project));
}
