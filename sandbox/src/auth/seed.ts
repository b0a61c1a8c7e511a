import { uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { addCredential, newClient, OFFICIAL_CLI_TEMPLATE } from './clients.js';
import { clientIdentity, GLOBUS_ID, GLOBUS_STAFF } from './identities.js';
import { authState, type Identity } from './state.js';

/** The identity provider of the sandbox's university, where people have a second identity. */
export const UNIVERSITY = uuidOf('identity provider of the sandbox university');

/** The people of every new world; ids are the same in all of them. */
export const PEOPLE = {
  ada: {
    id: uuidOf('identity ada'),
    username: 'ada@globusid.org',
    name: 'Ada Lovelace',
    email: 'ada@university.example',
    organization: 'Sandbox University',
  },
  grace: {
    id: uuidOf('identity grace'),
    username: 'grace@globusid.org',
    name: 'Grace Hopper',
    email: 'grace@navy.example',
    organization: 'Sandbox Navy Yard',
  },
  admin: {
    id: uuidOf('identity admin'),
    username: 'admin@globusid.org',
    name: 'Sandbox Administrator',
    email: 'admin@sandbox.example',
    organization: 'Globus Sandbox',
  },
} as const;

/** The applications of every new world. Their credentials are well known: they open nothing but a sandbox. */
export const CLIENTS = {
  confidential: { id: uuidOf('client confidential'), secret: 'sandbox-secret-that-is-no-secret' },
  native: { id: uuidOf('client native') },
} as const;

/** The project that holds the seeded applications. */
export const PROJECT = uuidOf('project sandbox');

/** Creates identity providers, people, a project and applications. */
export function seedAuth(world: World): void {
  const { identities, providers, projects } = authState(world);
  providers.put(GLOBUS_ID, {
    id: GLOBUS_ID,
    name: 'Globus ID',
    short_name: 'globusid',
    domains: ['globusid.org'],
    alternative_names: [],
  });
  providers.put(GLOBUS_STAFF, {
    id: GLOBUS_STAFF,
    name: 'Globus Staff',
    short_name: 'globus.org',
    domains: ['globus.org'],
    alternative_names: [],
  });
  providers.put(UNIVERSITY, {
    id: UNIVERSITY,
    name: 'Sandbox University',
    short_name: 'university',
    domains: ['university.example'],
    alternative_names: [],
  });

  const person = (
    fields: Pick<Identity, 'id' | 'username' | 'name' | 'email' | 'organization'>,
    provider: string,
    account: string,
  ): Identity =>
    identities.put(fields.id, { ...fields, identity_provider: provider, status: 'used', account, kind: 'user' });
  for (const fields of Object.values(PEOPLE)) person(fields, GLOBUS_ID, fields.id);
  person(
    { ...PEOPLE.ada, id: uuidOf('identity ada at the university'), username: 'ada.lovelace@university.example' },
    UNIVERSITY,
    PEOPLE.ada.id,
  );

  projects.put(PROJECT, {
    id: PROJECT,
    display_name: 'Sandbox',
    contact_email: PEOPLE.admin.email,
    admin_ids: [PEOPLE.admin.id, PEOPLE.ada.id],
    admin_group_ids: [],
  });
  const confidential = newClient(world, {
    id: CLIENTS.confidential.id,
    name: 'Sandbox service account',
    project: PROJECT,
  });
  addCredential(world, confidential, 'Well-known secret', CLIENTS.confidential.secret);
  clientIdentity(world, confidential);
  newClient(world, {
    id: CLIENTS.native.id,
    name: 'Sandbox native application',
    project: PROJECT,
    public_client: true,
    redirect_uris: [],
  });
  newClient(world, { id: OFFICIAL_CLI_TEMPLATE, name: 'Globus CLI', public_client: true, visibility: 'public' });
}
