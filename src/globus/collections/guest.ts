import { dataAccessScope, gcsScope } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import { CliError } from '../../errors.js';
import type { AuthOperations } from '../../services/auth.js';
import type { Collection, GcsOperations } from '../../services/gcs.js';
import type { GcsConnector } from '../../services/index.js';
import { allRows } from '../all-rows.js';
import { type ConsentTools, hasConsents } from '../consents/consents.js';
import { currentIdentity, identityId } from '../people/identity.js';
import { connectorNames } from './connectors.js';
import { collectionDocument } from './document.js';
import { withBasePath } from './base-path.js';
import { itemOf } from './envelope.js';
import { sharing } from './reach.js';
import type { Settings } from './versioned.js';
import { shellLine } from '../../shell.js';
import { visible } from '../../visible.js';

/** A mapped collection, and the endpoint whose manager answers for it. */
export interface MappedCollection {
  readonly collectionId: string;
  readonly endpointId: string;
}
interface Asking {
  readonly auth: ConsentTools['auth'];
  readonly session: Pick<Session, 'status' | 'require'>;
}

/**
 * Demands the login to the endpoint, with the consent that lets its manager look at the data of the mapped collection: offered on
 * a terminal, AuthRequiredError with the command elsewhere. Asks Auth what was consented to, once, where there may be something.
 */
export async function demandDataAccess(
  { collectionId, endpointId }: MappedCollection,
  { auth, session }: Asking,
): Promise<void> {
  const scope = `${gcsScope(endpointId)}[${dataAccessScope(collectionId)}]`;
  const { mode, services } = await session.status();
  const mayHave = mode !== 'login' || services.some((each) => each.resource_server === endpointId);
  if (mayHave && (await hasConsents([scope], { auth, session }))) return;
  await session.require(
    { required_scopes: [scope] },
    'Making a guest collection needs your consent to reach the data of the mapped collection.',
    `globus login --gcs ${endpointId}:${collectionId}`,
  );
}

/** Whose user credential: an identity's, and of one local account where that is said. */
export interface CredentialOwner {
  readonly identityId: string;
  readonly localUsername: string | undefined;
}

/** The id of the one user credential that somebody has for the collection's storage. CliError where there is none, or several. */
export async function ownCredential(
  { collectionId, endpointId }: MappedCollection,
  { identityId, localUsername }: CredentialOwner,
  manager: Pick<GcsOperations, 'getCollection' | 'listUserCredentials'>,
): Promise<string> {
  const {
    storage_gateway_id: gateway,
    connector_id: connector,
    allow_guest_collections: allowed,
    display_name: name,
  } = itemOf(await manager.getCollection(collectionId), 'collection');
  if (allowed === false)
    throw new CliError(`${visible(name)} (${collectionId}) does not allow guest collections.`, {
      hint: `Its administrator can allow them:\n\n  globus gcs collection update ${collectionId} --allow-guest-collections`,
    });
  const found = (await allRows(manager.listUserCredentials({ storage_gateway: gateway }))).filter(
    (each) => each.identity_id === identityId && (localUsername === undefined || each.username === localUsername),
  );
  const [first] = found;
  if (first && found.length === 1) return first.id;
  if (first) {
    throw new CliError('There are several user credentials for this storage.', {
      hint: `Say which with --local-username or --user-credential-id:\n${found.map((each) => `  ${visible(`${each.id}  ${each.username}`)}`).join('\n')}`,
    });
  }
  const account = localUsername === undefined ? '' : ` with the local account '${localUsername}'`;
  const owner = `${endpointId} ${gateway ?? 'STORAGE_GATEWAY_ID'} ${identityId} LOCAL_USERNAME`;
  throw new CliError(`There is no user credential for this storage${account}.`, {
    hint: `Make one, then try again:\n\n  globus gcs user-credential create ${lineFor(connector, owner, endpointId)}`,
  });
}

/** The end of the line that makes a credential for this connector. */
function lineFor(connector: string | undefined, owner: string, endpointId: string): string {
  const name = connectorNames.get(connector ?? '');
  if (name === 'POSIX') return `posix ${owner}`;
  return name === 'S3' ? `s3 ${owner} S3_KEY_ID S3_SECRET_KEY` : `from-json ${endpointId} USER_CREDENTIAL_JSON`;
}

/** How a guest collection is made. */
export interface GuestOptions {
  /** The folder of the mapped collection that is shared. */
  readonly basePath: string;
  /** Who owns it, by id or username; whoever is logged in where it is not said. */
  readonly owner?: string | undefined;
  readonly credentialId?: string | undefined;
  /** Of several user credentials, that of this account. */
  readonly localUsername?: string | undefined;
}
interface GuestTools {
  readonly gcs: GcsConnector;
  readonly auth: ConsentTools['auth'] & Pick<AuthOperations, 'getIdentities'>;
  readonly session: Pick<Session, 'status' | 'require' | 'usesClientCredentials'>;
}

/** The manager of a mapped collection, with the login that a guest collection on it takes; WrongTypeError for anything else. */
export async function loggedInAt(mappedId: string, { gcs, auth, session }: GuestTools) {
  const kinds = ['GCSv5_mapped_collection'] as const;
  const manager = await gcs.at(mappedId, { kinds, instead: sharing, loginLater: true });
  const mapped = { collectionId: mappedId, endpointId: manager.endpointId };
  if (!manager.endpoint.high_assurance && !session.usesClientCredentials)
    await demandDataAccess(mapped, { auth, session });
  return { manager, mapped };
}

/**
 * Makes a guest collection on a mapped collection of Globus Connect Server; `settings` are those of `collectionDocument`. WrongTypeError for anything else.
 * Errors are those of `demandDataAccess` and `ownCredential`.
 */
export async function createGuest(
  mappedId: string,
  settings: Settings,
  { basePath, owner: named, credentialId, localUsername }: GuestOptions,
  { gcs, auth, session }: GuestTools,
): Promise<Collection> {
  const { manager, mapped } = await loggedInAt(mappedId, { gcs, auth, session });
  const me = await currentIdentity(session, auth);
  const owner = named === undefined ? me : await identityId(named, auth);
  const credential = credentialId ?? (await ownCredential(mapped, { identityId: owner, localUsername }, manager));
  const body = collectionDocument('guest', settings, {
    collection_base_path: basePath,
    identity_id: owner,
    mapped_collection_id: mappedId,
    user_credential_id: credential,
  });
  const made = await withBasePath(
    basePath,
    'the mapped collection',
    () => manager.createCollection(body),
    `Make it first:  ${shellLine(['mkdir', `${mappedId}:${basePath}`])}`,
  );
  return itemOf(made, 'collection');
}
