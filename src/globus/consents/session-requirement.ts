import { type AuthRequirement, CliError, UsageError } from '../../errors.js';
import type { AuthOperations, LinkedIdentity } from '../../services/auth.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { visible } from '../../visible.js';

/**
 * Who must log in: identities by id or username, or domains; the linked ones are all that a login can bring. No names stand for all.
 * UsageError where identities and domains are mixed, CliError with those there are where one is not linked.
 */
export async function whoMustLogIn(
  names: readonly string[],
  auth: Pick<AuthOperations, 'getUserinfo'>,
): Promise<AuthRequirement> {
  const { identity_set: linked = [] } = await auth.getUserinfo();
  if (!names.length) return { session_required_identities: linked.map(({ sub }) => sub) };
  const domains = names.filter((name) => !isUuid(name) && !name.includes('@'));
  if (domains.length === names.length) return { session_required_single_domain: domains };
  if (domains.length) throw new UsageError('Give either identities or domains, not both at once.');
  return { session_required_identities: names.map((name) => linkedId(name, linked)) };
}

function linkedId(name: string, linked: readonly LinkedIdentity[]): string {
  const found = linked.find(({ sub, username }) =>
    isUuid(name) ? sub === canonicalUuid(name) : username.toLowerCase() === name.toLowerCase(),
  );
  if (found) return found.sub;
  throw new CliError(`'${visible(name)}' is not an identity linked to yours.`, {
    hint: `You can log in with: ${linked.map(({ username }) => visible(username)).join(', ')}\nLink another at https://app.globus.org/settings/identities`,
  });
}
