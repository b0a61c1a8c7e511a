import type { Wing } from '../wing.js';
import { authApp } from './app.js';
import { describeAuthProblem } from './errors.js';
import { clients, keepServiceSecret, people, seedAuth, serviceSecret } from './seed.js';

/** Globus Auth. */
export const authWing: Wing = {
  name: 'auth',
  ownsPath: (path) => /^\/(v2\/(oauth2|api|web)\/|jwk\.json$|\.well-known\/)/.test(path),
  app: authApp,
  describe: describeAuthProblem,
  unauthorizedCode: 'UNAUTHORIZED',
  onlyRead: /^\/v2\/oauth2\/(token\/(introspect|validate)|userinfo)$/,
  seed: seedAuth,
  run: (world) => {
    keepServiceSecret(world);
    return () => Promise.resolve();
  },
  env: (world) => ({
    GLOBUS_SANDBOX_CLIENT_ID: clients.confidential.id,
    GLOBUS_SANDBOX_CLIENT_SECRET: serviceSecret(world),
    GLOBUS_SANDBOX_NATIVE_CLIENT_ID: clients.native.id,
    GLOBUS_SANDBOX_USER: people.ada.username,
    GLOBUS_SANDBOX_USER_2: people.grace.username,
    GLOBUS_SANDBOX_ADMIN: people.admin.username,
    GLOBUS_SANDBOX_IDENTITY: people.ada.id,
    GLOBUS_SANDBOX_IDENTITY_2: people.grace.id,
    GLOBUS_SANDBOX_ADMIN_IDENTITY: people.admin.id,
  }),
};
