import type { Wing } from '../wing.js';
import { authApp } from './app.js';
import { describeAuthProblem } from './errors.js';
import { CLIENTS, PEOPLE, seedAuth } from './seed.js';

/** Globus Auth. */
export const authWing: Wing = {
  name: 'auth',
  ownsPath: (path) => /^\/(v2\/(oauth2|api|web)\/|jwk\.json$|\.well-known\/)/.test(path),
  app: authApp,
  describe: describeAuthProblem,
  unauthorizedCode: 'UNAUTHORIZED',
  seed: seedAuth,
  env: () => ({
    GLOBUS_SANDBOX_CLIENT_ID: CLIENTS.confidential.id,
    GLOBUS_SANDBOX_CLIENT_SECRET: CLIENTS.confidential.secret,
    GLOBUS_SANDBOX_NATIVE_CLIENT_ID: CLIENTS.native.id,
    GLOBUS_SANDBOX_USER: PEOPLE.ada.username,
    GLOBUS_SANDBOX_USER_2: PEOPLE.grace.username,
    GLOBUS_SANDBOX_ADMIN: PEOPLE.admin.username,
    GLOBUS_SANDBOX_IDENTITY: PEOPLE.ada.id,
    GLOBUS_SANDBOX_IDENTITY_2: PEOPLE.grace.id,
    GLOBUS_SANDBOX_ADMIN_IDENTITY: PEOPLE.admin.id,
  }),
};
