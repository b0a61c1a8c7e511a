import type { Session } from '../../auth/session/contract.js';
import { CliError, UsageError } from '../../errors.js';
import type { AuthOperations } from '../../services/auth.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { visible } from '../../visible.js';
import { createGuest } from '../collections/guest.js';
import type { ConsentTools } from '../consents/consents.js';
import { askForDataAccess } from '../consents/data-access.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { askToShare } from './login.js';
import { existingFolder, type FolderTools, guestsOf, type SharedFolder } from './folder.js';
import { type Links, linksTo } from './links.js';
import { type Grantee, granteesOf, type Recipient } from './recipients.js';
import { type GrantRow, type Mail, rowOf, stepsFor, takeStep } from './rules.js';

export interface ShareOptions {
  readonly recipients: readonly Recipient[];
  readonly permissions: 'r' | 'rw';
  readonly expires: Date | undefined;
  /** Tells those who are new to it by mail. */
  readonly mail: Mail | undefined;
  /** The name of a guest collection that is made; the folder's and its collection's where it is not said. */
  readonly name: string | undefined;
  /** The local account whose rights a guest collection that is made has, where one has several. */
  readonly localUsername: string | undefined;
  /** Whether to say only what would be done. */
  readonly dryRun: boolean;
  /** Whether a person can be asked for a consent. */
  readonly mayAsk: boolean;
}
export interface ShareTools extends FolderTools {
  readonly transfer: FolderTools['transfer'] &
    Pick<TransferOperations, 'createSharedEndpoint' | 'listAccessRules' | 'addAccessRule' | 'updateAccessRule'>;
  readonly auth: ConsentTools['auth'] & Pick<AuthOperations, 'getIdentities'>;
  readonly session: Pick<Session, 'status' | 'require' | 'usesClientCredentials'>;
  readonly notices: Pick<Notices, 'warn'>;
}
/** What is shared with whom, once it is done. */
export interface ShareDocument {
  /** The guest collection; null for one that would be made. */
  readonly collection_id: string | null;
  readonly display_name: string;
  readonly collection_state: 'new' | 'same';
  /** On the guest collection. */
  readonly path: string;
  readonly link: string | null;
  readonly fetch: string | null;
  readonly https_url: string | null;
  readonly DATA: readonly GrantRow[];
}

/**
 * Shares a folder: finds its guest collection or makes it, and gives access to each who has none, or another. Whoever has it already is left
 * alone, so that running it again does nothing. Nothing is made where a recipient does not exist or the folder is none. `failure` is for
 * the end, once the document is shown: some were refused.
 */
export async function share(
  place: EndpointMaybePath,
  options: ShareOptions,
  tools: ShareTools,
): Promise<{ readonly document: ShareDocument; readonly failure?: CliError | undefined }> {
  const { transfer, auth } = tools;
  const grantees = await granteesOf(options.recipients, auth, 'shared');
  if (options.mail) checkMail(grantees);
  const collection = await transfer.getEndpoint(place.endpoint);
  const looking = { ...tools, transfer: { getEndpoint: () => Promise.resolve(collection) } };
  // a dry run only looks
  if (options.mayAsk)
    await (options.dryRun ? askForDataAccess([collection.id], looking) : askToShare(collection.id, looking));
  const folder = await existingFolder(collection, place.path, transfer);
  const found = await guestFor(folder, tools);
  const guest = found ?? (options.dryRun ? undefined : await newGuest(folder, grantees, options, tools));
  const path = folder.on === 'guest' ? folder.path : '/';
  const grants = grantees.map((grantee) => ({ ...options, grantee, path }));
  const steps = stepsFor(grants, found ? (await transfer.listAccessRules(found.id)).DATA : []);
  const rows: GrantRow[] = [];
  for (const step of steps)
    rows.push(options.dryRun || !guest ? rowOf(step) : await takeStep(guest.id, step, options.mail, transfer));
  const links: Links | undefined = guest && linksTo(guest, path);
  const document: ShareDocument = {
    collection_id: guest?.id ?? null,
    display_name: guest?.display_name ?? options.name ?? defaultName(folder),
    collection_state: found ? 'same' : 'new',
    path,
    link: links?.link ?? null,
    fetch: links?.fetch ?? null,
    https_url: links?.https_url ?? null,
    DATA: rows,
  };
  return { document, failure: failureOf(rows) };
}

/** The guest collection that a folder is on, or that begins at it; undefined where there is none. */
async function guestFor(folder: SharedFolder, tools: ShareTools): Promise<Endpoint | undefined> {
  if (folder.on === 'guest') return folder.collection;
  const [first, ...others] = await guestsOf(folder.collection, folder.path, tools);
  if (first && others.length)
    tools.notices.warn(
      `${others.length + 1} guest collections of yours begin at this folder; ${visible(first.display_name ?? '')} (${first.id}) is used. ` +
        'Give the id of another to use that.',
    );
  return first;
}

async function newGuest(
  folder: SharedFolder,
  grantees: readonly Grantee[],
  { name = defaultName(folder), localUsername }: ShareOptions,
  tools: ShareTools,
): Promise<Endpoint> {
  const { collection, path } = folder;
  // whom it is shared with sees it in any case; everybody has to find what is for everybody
  const isPublic = grantees.some(
    ({ principal_type: type }) => type === 'anonymous' || type === 'all_authenticated_users',
  );
  const { id } =
    collection.entity_type === 'GCP_mapped_collection'
      ? await tools.transfer.createSharedEndpoint({
          DATA_TYPE: 'shared_endpoint',
          host_endpoint: collection.id,
          host_path: path,
          display_name: name,
          public: isPublic,
        })
      : await createGuest(
          collection.id,
          { displayName: name, public: isPublic },
          { basePath: path, localUsername },
          tools,
        );
  return tools.transfer.getEndpoint(id);
}

/** `run7 (My University)`. */
function defaultName({ collection, path }: SharedFolder): string {
  const name = collection.display_name ?? collection.id;
  const folder = path.split('/').filter(Boolean).at(-1);
  return folder === undefined ? name : `${folder} (${name})`;
}

function checkMail(grantees: readonly Grantee[]): void {
  if (grantees.some(({ email }) => email !== undefined)) return;
  throw new UsageError('--notify sends email to people, and Globus knows no address for any of these.', {
    hint: 'Groups and everybody get no mail: leave --notify out.',
  });
}

function failureOf(rows: readonly GrantRow[]): CliError | undefined {
  const failed = rows.filter(({ state }) => state === 'failed');
  if (!failed.length) return undefined;
  return new CliError(
    `Not shared with ${failed.map(({ name, error }) => `${visible(name)}: ${error ?? ''}`).join('\nNot shared with ')}`,
    { hint: rows.length > failed.length ? 'The others have access. Running it again leaves them alone.' : undefined },
  );
}
