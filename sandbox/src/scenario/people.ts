import { globusId } from '../auth/identities.js';
import { domainOf } from '../auth/sessions.js';
import { authState } from '../auth/state.js';
import { newGroup, putMember } from '../groups/new-group.js';
import { groupsState } from '../groups/state.js';
import type { GroupForm, PersonForm, ProviderForm } from './form.js';
import type { Making } from './making.js';

/** Makes an identity provider, for the domains of usernames. */
export function makeProvider(making: Making, form: ProviderForm): void {
  const { providers } = authState(making.world);
  const id = making.idOf('identity provider', form, form.name);
  making.requireNew(providers.has(id), form, 'an identity provider');
  providers.put(id, {
    id,
    name: form.name,
    short_name: form.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    domains: form.domains.map((domain) => domain.toLowerCase()),
    alternative_names: [],
  });
}

/** Makes somebody who can log in, with their linked identities. A domain that no provider has gets one of its own. */
export function makePerson(making: Making, form: PersonForm): void {
  const { identities, identityByUsername } = authState(making.world);
  const account = making.idOf('person', form, form.username.toLowerCase());
  for (const [index, username] of [form.username, ...(form.linked ?? [])].entries()) {
    const named = index === 0 ? form : (form.linked ?? form);
    if (!/^[^\s@]+@[^\s@]+$/.test(username))
      throw making.wrong(named, index === 0 ? 'username' : index - 1, `${username} is not of the form name@domain`);
    const id = index === 0 ? account : making.idOf('person', {}, username.toLowerCase());
    making.requireNew(
      identities.has(id) || identityByUsername.first(username.toLowerCase()) !== undefined,
      form,
      'somebody',
    );
    identities.put(id, {
      id,
      username,
      name: form.name ?? username.slice(0, username.indexOf('@')),
      email: form.email ?? username,
      organization: form.organization ?? null,
      identity_provider: providerOf(making, username),
      status: 'used',
      account,
      kind: 'user',
    });
  }
}

function providerOf({ world }: Making, username: string): string {
  const { providers } = authState(world);
  const domain = domainOf(username);
  const found = [...providers.values()].find(({ domains }) => domains.includes(domain));
  if (found) return found.id;
  if (domain === 'globusid.org') return globusId;
  const id = world.ids.uuid('identity provider');
  return providers.put(id, { id, name: domain, short_name: domain, domains: [domain], alternative_names: [] }).id;
}

/** Makes a group with its members; the one that it is below comes before it. */
export function makeGroup(making: Making, form: GroupForm): void {
  const { world } = making;
  const id = making.idOf('group', form, form.name);
  making.requireNew(groupsState(world).groups.has(id), form, 'a group');
  const group = newGroup(
    world,
    {
      id,
      name: form.name,
      description: form.description ?? null,
      parent_id: form.parent === undefined ? null : making.group(form, 'parent', form.parent).id,
    },
    {
      ...(form.visibility && { group_visibility: form.visibility }),
      ...(form.members_visibility && { group_members_visibility: form.members_visibility }),
      join_requests: form.join_requests ?? false,
    },
  );
  // Who is in several lists has the highest role.
  for (const [key, role] of [
    ['members', 'member'],
    ['managers', 'manager'],
    ['admins', 'admin'],
  ] as const)
    for (const who of making.people(form, key, form[key])) putMember(world, group, who.id, role);
}
