import { CliError, type NeedTypes } from '#command';
import type { UserCredential } from '#services/gcs';
import { connectorNames } from '../../_connectors.js';
import { itemOf, type Manager } from '../../_targets.js';
import { all } from '../../_views.js';

type Asking = Pick<NeedTypes, 'auth' | 'session'>;

/** Demands the login to the endpoint, with the consent that lets its manager look at the data of the mapped collection. */
export async function demandDataAccess(
  collection: string,
  endpoint: string,
  me: string,
  { auth, session }: Asking,
): Promise<void> {
  const [outer, inner] = [session.scopeOf.gcs(endpoint), session.scopeOf.dataAccess(collection)];
  const { mode, services } = await session.status();
  if (mode !== 'login' || services.some((each) => each.resource_server === endpoint)) {
    const { consents } = await auth.getConsents(me, { all: 'False' });
    const managers = new Set(consents.filter((each) => each.scope_name === outer).map((each) => each.id));
    if (consents.some((each) => each.scope_name === inner && managers.has(each.dependency_path.at(-2) ?? -1))) return;
  }
  await session.require(
    { required_scopes: [`${outer}[${inner}]`] },
    'Making a guest collection needs your consent to reach the data of the mapped collection.',
    `globus login --gcs ${endpoint}:${collection}`,
  );
}

/** The one user credential that the owner has for the collection's storage. */
export async function ownCredential(
  manager: Manager,
  collectionId: string,
  owner: string,
  username: string | undefined,
): Promise<string> {
  const { storage_gateway_id: gateway, connector_id: connector } = itemOf(
    await manager.getCollection(collectionId),
    'collection',
  );
  const found: UserCredential[] = (await all(manager.listUserCredentials({ storage_gateway: gateway }))).filter(
    (each) => each.identity_id === owner && (username === undefined || each.username === username),
  );
  const [first] = found;
  if (first && found.length === 1) return first.id;
  throw first
    ? new CliError('There are several user credentials for this storage.', {
        hint: `Say which with --local-username or --user-credential-id:\n${found.map((each) => `  ${each.id}  ${each.username}`).join('\n')}`,
      })
    : new CliError(
        `There is no user credential for this storage${username === undefined ? '' : ` with the local account '${username}'`}.`,
        {
          hint: `Make one, then try again:\n\n  globus gcs user-credential create ${lineFor(connector, `${manager.endpointId} ${gateway ?? 'STORAGE_GATEWAY_ID'} ${owner} LOCAL_USERNAME`, manager.endpointId)}`,
        },
      );
}

/** What makes a credential for this connector. */
function lineFor(connector: string | undefined, whose: string, endpoint: string): string {
  const name = connectorNames[connector ?? ''];
  if (name === 'POSIX') return `posix ${whose}`;
  return name === 'S3' ? `s3 ${whose} S3_KEY_ID S3_SECRET_KEY` : `from-json ${endpoint} USER_CREDENTIAL_JSON`;
}
