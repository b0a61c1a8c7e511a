import { CliError, isNotFound } from '../../errors.js';
import type { AuthOperations } from '../../services/auth.js';
import type { AccessRule, Endpoint, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { visible } from '../../visible.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import type { FolderTools } from './folder.js';
import { guestAt, rowOf, type ShareRow } from './listing.js';
import { type Grantee, granteesOf, keyOf, type Recipient } from './recipients.js';
import { ownRules } from './rules.js';

export interface RevokeTools extends FolderTools {
  readonly transfer: FolderTools['transfer'] & Pick<TransferOperations, 'listAccessRules' | 'deleteAccessRule'>;
  readonly auth: Pick<AuthOperations, 'getIdentities'>;
  readonly notices: Pick<Notices, 'info' | 'warn'>;
}
/** What was taken away. */
export interface RevokeDocument {
  readonly collection_id: string;
  readonly display_name: string;
  readonly path: string;
  readonly DATA: readonly ShareRow[];
}

/**
 * Takes the access to a folder away, from these or, where it is 'everyone', from all who have it. Says who of them gets there all the same, by a rule
 * for a folder above or for everybody. CliError where none of them has access of their own.
 */
export async function revoke(
  place: EndpointMaybePath,
  from: readonly Recipient[] | 'everyone',
  tools: RevokeTools,
): Promise<RevokeDocument> {
  const { transfer, notices } = tools;
  const grantees = from === 'everyone' ? undefined : await granteesOf(from, tools.auth);
  const { guest, path } = await guestAt(place, tools);
  const rules = ownRules((await transfer.listAccessRules(guest.id)).DATA);
  const here = rules.filter((rule) => rule.path === path);
  const gone = grantees ? here.filter((rule) => grantees.some((each) => keyOf(each) === keyOf(rule))) : here;
  const without = (grantees ?? []).filter((each) => !gone.some((rule) => keyOf(rule) === keyOf(each)));
  if (!gone.length) throw nothingToRevoke(guest, path, without);
  for (const each of without) notices.warn(`${visible(each.name)} had no access of their own to ${visible(path)}.`);
  for (const rule of gone) await deleteRule(guest.id, rule.id, transfer);
  const left = rules.filter((rule) => !gone.includes(rule));
  for (const rule of left.filter((each) => stillLeadsTo(path, each, gone)))
    notices.warn(
      `There is still a rule for ${visible(rule.path)} (${rule.permissions}, ${rule.principal_type}), which leads to ${visible(path)}, too: ` +
        `globus share list ${guest.id}`,
    );
  if (!left.length)
    notices.info(`Nobody else has access to the guest collection ${guest.id} now. It stays until it is deleted.`);
  return {
    collection_id: guest.id,
    display_name: guest.display_name ?? guest.id,
    path,
    DATA: gone.map((rule) => rowOf(guest, rule)),
  };
}

/** A rule that was taken away meanwhile is away. */
const deleteRule = (collection: string, rule: string, transfer: Pick<TransferOperations, 'deleteAccessRule'>) =>
  transfer.deleteAccessRule(collection, rule).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });

const isForAll = ({ principal_type: type }: AccessRule) => type === 'anonymous' || type === 'all_authenticated_users';

/** Whether a rule lets somebody of those whose access is gone into the folder all the same. */
const stillLeadsTo = (path: string, rule: AccessRule, gone: readonly AccessRule[]) =>
  path.startsWith(rule.path) && (isForAll(rule) || gone.some((each) => keyOf(each) === keyOf(rule)));

function nothingToRevoke({ id }: Endpoint, path: string, without: readonly Grantee[]): CliError {
  const whom = without.length ? without.map(({ name }) => visible(name)).join(', ') : 'Nobody';
  return new CliError(
    without.length
      ? `No rule for ${visible(path)} is for ${whom}.`
      : `Nobody has access to ${visible(path)} by a rule for it.`,
    { hint: `See who has access to what: globus share list ${id}` },
  );
}
