import { parseScopes, type ScopeTree } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import type { AuthOperations } from '../../services/auth.js';
import { currentIdentity } from '../people/identity.js';

export interface ConsentTools {
  readonly auth: Pick<AuthOperations, 'getConsents' | 'getUserinfo'>;
  readonly session: Pick<Session, 'status'>;
}

/** Whether consents are asked for beforehand: a client gives its own silently, and who hands over tokens has seen to it. */
export const asksForConsents = async (session: Pick<Session, 'status'>): Promise<boolean> =>
  (await session.status()).mode === 'login';

/** Whether a consent that a service meets later, when nobody is there, has to be given beforehand: all but those who hand over tokens can. */
export const givesConsents = async (session: Pick<Session, 'status'>): Promise<boolean> =>
  (await session.status()).mode !== 'access_tokens';

/** Those of these scopes that you have not consented to, with what they depend on. Asks Globus Auth once, and not where there are none. */
export async function missingConsents(
  required: readonly string[],
  { auth, session }: ConsentTools,
): Promise<readonly string[]> {
  if (!required.length) return [];
  const { consents } = await auth.getConsents(await currentIdentity(session, auth), { all: 'False' });
  const given = ({ scope, dependencies }: ScopeTree, below: readonly number[]): boolean =>
    consents.some(
      ({ scope_name: name, dependency_path: path }) =>
        name === scope &&
        path.slice(0, -1).join() === below.join() &&
        dependencies.every((inner) => given(inner, path)),
    );
  return required.filter((each) => !parseScopes(each).every((scope) => given(scope, [])));
}

/** Whether you have consented to all of these, with what they depend on. */
export const hasConsents = async (required: readonly string[], tools: ConsentTools): Promise<boolean> =>
  !(await missingConsents(required, tools)).length;
