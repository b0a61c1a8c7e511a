import { table } from '#command';
import type { ProfileRow } from '#command';

/** Logins by profile; the one in use is marked. */
export const profileTable = table((rows: readonly ProfileRow[]) => rows, {
  Profile: 'profile',
  Environment: 'environment',
  Username: 'username',
  'Identity ID': 'identity_id',
  Current: 'current',
});
