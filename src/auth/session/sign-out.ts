import { withLock } from '../lock.js';
import { revokeAll } from '../logout.js';
import { userNamespace } from '../types.js';
import { clientVariables } from './given-logins.js';
import type { LoginParts } from './session.js';

/** Revokes the tokens of a login and forgets it. Tokens that cannot be revoked stay, unless errors are ignored. */
export async function signOut(parts: LoginParts, ignoreErrors: boolean) {
  const { configDir, store, namespace, config, client } = parts;
  const kept = await store();
  const username = config.read().logins?.[namespace]?.username ?? null;
  return withLock(
    configDir,
    async () => {
      const tokens = await kept.read(namespace);
      const clientId = parts.clientId() ?? '';
      const { revoked, failed } = await revokeAll(parts.server, tokens, client ?? { clientId });
      const left = ignoreErrors ? {} : Object.fromEntries(Object.entries(tokens).filter(([each]) => each in failed));
      await kept.write(namespace, left);
      if (!Object.keys(left).length && config.read().logins?.[namespace]) {
        config.change(({ logins = {} }) => ({
          logins: Object.fromEntries(Object.entries(logins).filter(([each]) => each !== namespace)),
        }));
      }
      parts.forget();
      if (client && Object.keys(await kept.read(userNamespace(parts.place))).length)
        parts.notices.warn(
          `Only what the client of ${clientVariables.join(' and ')} had is ended: the login that is stored here stays. To end that, unset them and run globus logout again.`,
        );
      return { was_logged_in: Object.keys(tokens).length > 0, username, revoked, failed };
    },
    parts.waiting,
  );
}
