import type { AuthOperations } from '../../services/auth.js';
import type { GcsManager } from '../../services/index.js';
import type { SearchOperations } from '../../services/search.js';
import type { TransferOperations } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { endpointNames, principalNames } from '../names.js';
import { urnOf } from '../people/grammar.js';
import type { Recipient } from '../sharing/recipients.js';
import { ifShown, type Loss, severalNames } from './loss.js';

type People = Pick<AuthOperations, 'getIdentities'>;
type Collections = Pick<TransferOperations, 'getEndpoint'>;

/** A rule that lets somebody in, about to be deleted. */
export async function accessRuleLoss(
  endpoint: string,
  id: string,
  tools: { readonly transfer: Collections & Pick<TransferOperations, 'getAccessRule'>; readonly publicAuth: People },
): Promise<Loss> {
  const [where, rule] = await Promise.all([
    collectionName(endpoint, tools.transfer),
    ifShown(tools.transfer.getAccessRule(endpoint, id)),
  ]);
  if (!rule) return { question: `Delete the access rule ${id} of ${where}?` };
  const who = await principalName(rule.principal_type, rule.principal, tools.publicAuth);
  const what = rule.permissions === 'r' ? 'read' : 'read and write';
  return { question: `Remove the right of ${who} to ${what} ${rule.path} on ${where}?` };
}

/** Access to a folder, about to be taken away from those named, or from all who have it by a rule for this folder. */
export async function shareLoss(
  { endpoint, path }: EndpointMaybePath,
  recipients: readonly Recipient[] | undefined,
  transfer: Collections,
): Promise<Loss> {
  const where = await collectionName(endpoint, transfer);
  const who = recipients
    ? severalNames(recipients.map(recipientName))
    : 'everyone who has it by a rule for this folder';
  return { question: `Take access to ${visible(path ?? '/')} on ${where} away from ${who}?` };
}

function recipientName(recipient: Recipient): string {
  switch (recipient.type) {
    case 'identity':
      return recipient.idOrUsername;
    case 'group':
      return `the group ${recipient.name ?? recipient.id}`;
    case 'all_authenticated_users':
      return 'everyone who logs in';
    case 'anonymous':
      return 'everyone';
  }
}

/** A role on a collection or endpoint, as Transfer knows it. */
export async function roleLoss(
  endpoint: string,
  id: string,
  tools: { readonly transfer: Collections & Pick<TransferOperations, 'getEndpointRole'>; readonly publicAuth: People },
): Promise<Loss> {
  const [where, role] = await Promise.all([
    collectionName(endpoint, tools.transfer),
    ifShown(tools.transfer.getEndpointRole(endpoint, id)),
  ]);
  if (!role) return { question: `Delete the role ${id} of ${where}?` };
  const who = await principalName(role.principal_type, role.principal, tools.publicAuth);
  return { question: `Take the role ${role.role} on ${where} away from ${who}?` };
}

/** A role on an endpoint or a collection of it, as its manager knows it. */
export async function gcsRoleLoss(
  manager: Pick<GcsManager, 'getRole'>,
  id: string,
  where: string,
  auth: People,
): Promise<Loss> {
  const answer = await ifShown(manager.getRole(id));
  const role = answer && 'role' in answer ? answer : answer?.data?.[0];
  if (!role) return { question: `Delete the role ${id} on ${where}?` };
  return { question: `Take the role ${role.role} on ${where} away from ${await holderName(role.principal, auth)}?` };
}

/** A role on a search index. */
export async function indexRoleLoss(
  index: string,
  id: string,
  tools: { readonly search: Pick<SearchOperations, 'getIndex' | 'getRoleList'>; readonly publicAuth: People },
): Promise<Loss> {
  const [found, roles] = await Promise.all([
    ifShown(tools.search.getIndex(index)),
    ifShown(tools.search.getRoleList(index)),
  ]);
  const where = found?.display_name ?? index;
  const role = roles?.role_list.find((each) => each.id === id);
  if (!role) return { question: `Delete the role ${id} on the index ${where}?` };
  const who = await holderName(role.principal, tools.publicAuth);
  return { question: `Take the role ${role.role_name} on the index ${where} away from ${who}?` };
}

/** The name of a collection or endpoint; its id where it is not shown. */
export const collectionName = async (id: string, transfer: Collections): Promise<string> =>
  (await ifShown(endpointNames(transfer, [id])))?.get(id) ?? id;

/** Whom a URN names. */
async function holderName(urn: string, auth: People): Promise<string> {
  return (await ifShown(principalNames(auth, [urn])))?.get(urn) ?? urn;
}

/** Whom the two fields of Transfer's documents name. */
function principalName(type: string, principal: string, auth: People): string | Promise<string> {
  if (type === 'all_authenticated_users') return 'everyone who logs in';
  if (type === 'anonymous') return 'everyone';
  if (type === 'group') return `the group ${principal}`;
  return holderName(urnOf('identity', principal), auth);
}
