import { bad, identity, param, sortKeys, table } from '#command';
import type { MembershipFields } from '#services/groups';
import { signupFields } from '../_policies.js';

const known: readonly string[] = ['first_name', 'last_name', 'organization', ...signupFields];

/** `NAME=VALUE`; nothing after the = takes the field back. */
export const field = param.custom(
  (raw, context): readonly [string, string | null] => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(raw) ?? [];
    if (!known.includes(name)) throw bad(context, raw, `NAME=VALUE with a name among ${known.join(', ')}`);
    return [name, value === '' ? null : value];
  },
  { metavar: 'NAME=VALUE' },
);

interface Row {
  readonly id: string;
  readonly field: string;
  readonly value: string | null;
}
export const fieldsView = table(
  (fields: MembershipFields) =>
    Object.entries(fields).flatMap(([id, values]) =>
      Object.entries(sortKeys(values) as typeof values).map(([name, value]): Row => ({ id, field: name, value })),
    ),
  { Username: identity<Row>('id'), 'Identity ID': 'id', Field: 'field', Value: 'value' },
);
