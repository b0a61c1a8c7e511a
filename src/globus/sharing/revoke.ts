import { CliError, isNotFound, ServiceError } from '../../errors.js';
import type { AuthOperations } from '../../services/auth.js';
import type { AccessRule, Endpoint, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { visible } from '../../visible.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { guestAt, type ListTools, rowOf, rulesElsewhere, type ShareRow } from './listing.js';
import { shareLoss } from '../losing/access.js';
import type { Loss } from '../losing/loss.js';
import { type Grantee, granteesOf, keyOf, type Recipient } from './recipients.js';
import { ownRules } from './rules.js';

export interface RevokeTools extends ListTools {
  readonly transfer: ListTools['transfer'] & Pick<TransferOperations, 'deleteAccessRule'>;
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
 * for a folder above or for everybody, also of another guest collection. CliError where none of them has access of their own.
 */
export async function revoke(
  place: EndpointMaybePath,
  from: readonly Recipient[] | 'everyone',
  tools: RevokeTools,
): Promise<RevokeDocument> {
  const { transfer, notices } = tools;
  const { guest, path, rules, gone, without } = await toRevoke(place, from, tools);
  for (const each of without) notices.warn(`${visible(each.name)} had no access of their own to ${visible(path)}.`);
  for (const rule of gone) await deleteRule(guest.id, rule.id, transfer);
  const left = rules.filter((rule) => !gone.includes(rule));
  for (const rule of left.filter((each) => stillLeadsTo(path, each, gone)))
    notices.warn(
      `There is still a rule for ${visible(rule.path)} (${rule.permissions}, ${rule.principal_type}), which also gives access to ${visible(path)}: ` +
        `globus share list ${guest.id}`,
    );
  for (const [other, rule] of await seenElsewhere({ guest, path }, tools))
    if (isOfThem(rule, gone))
      notices.warn(
        `There is still a rule of ${visible(other.display_name ?? other.id)} for ${visible(rule.path)} (${rule.permissions}, ${rule.principal_type}), which also gives access to this folder: ` +
          `globus share list ${other.id}`,
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

/** The rules that give this access, of all that there are, and who of these has none. CliError where nobody of them has: nobody is asked then. */
async function toRevoke(
  place: EndpointMaybePath,
  from: readonly Recipient[] | 'everyone',
  tools: Pick<RevokeTools, 'auth' | keyof ListTools>,
) {
  const grantees = from === 'everyone' ? undefined : await granteesOf(from, tools.auth, 'taken away');
  const { guest, path } = await guestAt(place, tools);
  const rules = ownRules((await tools.transfer.listAccessRules(guest.id)).DATA);
  const here = rules.filter((rule) => rule.path === path);
  const gone = grantees ? here.filter((rule) => grantees.some((each) => keyOf(each) === keyOf(rule))) : here;
  const without = (grantees ?? []).filter((each) => !gone.some((rule) => keyOf(rule) === keyOf(each)));
  if (!gone.length) throw nothingToRevoke(guest, path, without);
  return { guest, path, rules, gone, without };
}

/** What is about to be taken away. Nobody is asked about what there is not: CliError as of `toRevoke`. */
export async function revokeLoss(...[place, from, tools]: Parameters<typeof toRevoke>): Promise<Loss> {
  await toRevoke(place, from, tools);
  return shareLoss(place, from === 'everyone' ? undefined : from, tools.transfer);
}

/** A rule that was taken away meanwhile is away. */
const deleteRule = (collection: string, rule: string, transfer: Pick<TransferOperations, 'deleteAccessRule'>) =>
  transfer.deleteAccessRule(collection, rule).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });

const isForAll = ({ principal_type: type }: AccessRule) => type === 'anonymous' || type === 'all_authenticated_users';

/** Whether a rule lets in somebody of those whose access is gone. */
const isOfThem = (rule: AccessRule, gone: readonly AccessRule[]) =>
  isForAll(rule) || gone.some((each) => keyOf(each) === keyOf(rule));
const stillLeadsTo = (path: string, rule: AccessRule, gone: readonly AccessRule[]) =>
  path.startsWith(rule.path) && isOfThem(rule, gone);

/** The rules of other guest collections that lead there. The access is taken away: that they cannot be seen is a warning. */
const seenElsewhere = (folder: Parameters<typeof rulesElsewhere>[0], tools: RevokeTools) =>
  rulesElsewhere(folder, tools).catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    tools.notices.warn(
      `It is not known whether another guest collection gives access to this folder, too: ${error.message}`,
    );
    return [];
  });

function nothingToRevoke({ id }: Endpoint, path: string, without: readonly Grantee[]): CliError {
  const whom = without.length ? without.map(({ name }) => visible(name)).join(', ') : 'Nobody';
  return new CliError(
    without.length
      ? `There is no rule for ${visible(path)} that names ${whom}.`
      : `No rule for ${visible(path)} itself gives anybody access.`,
    { hint: `See who has access to what: globus share list ${id}` },
  );
}
