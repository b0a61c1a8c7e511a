import { digest, uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { addCredential, newClient, officialCliTemplate } from './clients.js';
import { clientIdentity, globusId, globusStaff } from './identities.js';
import { authState, type Identity } from './state.js';

/** The identity provider of the sandbox's university, where people have a second identity. */
export const university = uuidOf('identity provider of the sandbox university');

/** The people of every new world; ids are the same in all of them. */
export const people = {
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

/** The applications of every new world. */
export const clients = {
  confidential: { id: uuidOf('client confidential') },
  native: { id: uuidOf('client native') },
} as const;

/** The project that holds the seeded applications. */
export const project = uuidOf('project sandbox');

/** The secret of the service account, another one in every folder. */
export const serviceSecret = (world: World): string => world.secrets.of('service account');

const seededCredential = 'Secret of the sandbox';

/** Gives the service account the secret of this folder, also where the world was exported from another. */
export function keepServiceSecret(world: World): void {
  const { credentials, credentialsByClient } = authState(world);
  const secret_digest = digest(serviceSecret(world));
  for (const credential of credentialsByClient.all(clients.confidential.id)) {
    if (credential.name !== seededCredential || credential.secret_digest === secret_digest) continue;
    credentials.put(credential.id, { ...credential, secret_digest });
  }
}

/** Creates identity providers, people, a project and applications. */
export function seedAuth(world: World): void {
  const { identities, providers, projects } = authState(world);
  providers.put(globusId, {
    id: globusId,
    name: 'Globus ID',
    short_name: 'globusid',
    domains: ['globusid.org'],
    alternative_names: [],
  });
  providers.put(globusStaff, {
    id: globusStaff,
    name: 'Globus Staff',
    short_name: 'globus.org',
    domains: ['globus.org'],
    alternative_names: [],
  });
  providers.put(university, {
    id: university,
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
  for (const fields of Object.values(people)) person(fields, globusId, fields.id);
  person(
    { ...people.ada, id: uuidOf('identity ada at the university'), username: 'ada.lovelace@university.example' },
    university,
    people.ada.id,
  );

  projects.put(project, {
    id: project,
    display_name: 'Sandbox',
    contact_email: people.admin.email,
    admin_ids: [people.admin.id, people.ada.id],
    admin_group_ids: [],
  });
  const confidential = newClient(world, {
    id: clients.confidential.id,
    name: 'Sandbox service account',
    project: project,
  });
  addCredential(world, confidential, seededCredential, serviceSecret(world));
  clientIdentity(world, confidential);
  newClient(world, {
    id: clients.native.id,
    name: 'Sandbox native application',
    project: project,
    public_client: true,
    redirect_uris: [],
  });
  newClient(world, { id: officialCliTemplate, name: 'Globus CLI', public_client: true, visibility: 'public' });
}
