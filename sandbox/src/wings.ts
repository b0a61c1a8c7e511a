import { authWing } from './auth/wing.js';
import { computeWing } from './compute/wing.js';
import { flowsWing } from './flows/wing.js';
import { gcsWing } from './gcs/wing.js';
import { groupsWing } from './groups/wing.js';
import { httpsWing } from './https-data/wing.js';
import { searchWing } from './search/wing.js';
import { timersWing } from './timers/wing.js';
import { transferWing } from './transfer/wing.js';
import type { Wing } from './wing.js';

/** The services of the sandbox, in the order they are seeded. A new one is its folder and its line here. */
export const wings: readonly Wing[] = [
  authWing,
  groupsWing,
  transferWing,
  searchWing,
  timersWing,
  computeWing,
  flowsWing,
  gcsWing,
  httpsWing,
];
