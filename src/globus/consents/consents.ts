import { parseScopes, type ScopeTree } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import type { AuthOperations } from '../../services/auth.js';

export interface ConsentTools {
  readonly auth: Pick<AuthOperations, 'getConsents' | 'getUserinfo'>;
  readonly session: Pick<Session, 'status'>;
}

/** Whether consents are asked for beforehand: a client gives its own silently, and who hands over tokens has seen to it. */
export const asksForConsents = async (session: Pick<Session, 'status'>): Promise<boolean> =>
  (await session.status()).mode === 'login';

/** Whether you have consented to all of these, with what they depend on. Asks Globus Auth once. */
export async function hasConsents(required: readonly string[], { auth, session }: ConsentTools): Promise<boolean> {
  const { identity_id: me } = await session.status();
  const { consents } = await auth.getConsents(me ?? (await auth.getUserinfo()).sub, { all: 'False' });
  const given = ({ scope, dependencies }: ScopeTree, below: readonly number[]): boolean =>
    consents.some(
      ({ scope_name: name, dependency_path: path }) =>
        name === scope &&
        path.slice(0, -1).join() === below.join() &&
        dependencies.every((inner) => given(inner, path)),
    );
  return required.flatMap(parseScopes).every((scope) => given(scope, []));
}
