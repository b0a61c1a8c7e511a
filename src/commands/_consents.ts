import type { NeedTypes } from '#command';

interface Scope {
  readonly scope: string;
  readonly needs: readonly Scope[];
}

/** Reads `a[b *c[d]]`: a scope, and those that it must have been given. Throws SyntaxError where brackets do not match. */
export function readScopes(text: string): Scope[] {
  const tokens = text.match(/[[\]]|[^\s[\]*]+/g) ?? [];
  const list = (inner: boolean): Scope[] => {
    const found: Scope[] = [];
    for (let token = tokens.shift(); token !== undefined && token !== ']'; token = tokens.shift()) {
      if (token === '[') throw new SyntaxError(`'${text}' is not a scope`);
      const opens = tokens[0] === '[';
      if (opens) tokens.shift();
      found.push({ scope: token, needs: opens ? list(true) : [] });
    }
    if (!inner && tokens.length) throw new SyntaxError(`'${text}' closes a bracket that is not open`);
    return found;
  };
  return list(false);
}

/** Whether consents are asked for beforehand: a client gives its own silently, and who hands over tokens has seen to it. */
export const consentsCount = async (session: NeedTypes['session']): Promise<boolean> =>
  (await session.status()).mode === 'login';

/** Whether you have consented to all of these, with what they depend on. Asks Globus Auth once. */
export async function hasConsents(
  required: readonly string[],
  { auth, session }: Pick<NeedTypes, 'auth' | 'session'>,
): Promise<boolean> {
  const { identity_id: me } = await session.status();
  const { consents } = await auth.getConsents(me ?? (await auth.getUserinfo()).sub, { all: 'False' });
  const given = ({ scope, needs }: Scope, below: readonly number[]): boolean =>
    consents.some(
      ({ scope_name: name, dependency_path: path }) =>
        name === scope && path.slice(0, -1).join() === below.join() && needs.every((inner) => given(inner, path)),
    );
  return required.flatMap(readScopes).every((scope) => given(scope, []));
}
