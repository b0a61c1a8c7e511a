import type { Wing } from '../wing.js';
import { groupsApp } from './app.js';
import { describeGroupsProblem } from './errors.js';
import { groups, seedGroups, seededSubscription } from './seed.js';

/** Globus Groups. */
export const groupsWing: Wing = {
  name: 'groups',
  ownsPath: (path) => /^\/v2\/(groups|preferences|subscription_info)(\/|$)/.test(path),
  app: groupsApp,
  describe: describeGroupsProblem,
  unauthorizedCode: 'UNAUTHORIZED',
  seed: seedGroups,
  env: () => ({ GLOBUS_SANDBOX_GROUP: groups.lab, GLOBUS_SANDBOX_SUBSCRIPTION: seededSubscription }),
};
