import { identity, table } from '#command';
import type { IdentityPreferences } from '#services/groups';

interface Row {
  readonly id: string;
  readonly allow_add: boolean | undefined;
}
export const preferencesView = table(
  (preferences: IdentityPreferences) =>
    Object.entries(preferences).map(([id, { allow_add }]): Row => ({ id, allow_add })),
  { Username: identity<Row>('id'), 'Identity ID': 'id', 'May Be Added': 'allow_add' },
);
