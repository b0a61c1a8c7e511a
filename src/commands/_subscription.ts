import { canonicalUuid, isUuid, param, UsageError } from '#command';

/** A subscription: its id, or null for none. */
export const subscriptionOrNull = param.custom(
  (raw, { name }): string | null => {
    if (raw.toLowerCase() === 'null') return null;
    if (!isUuid(raw)) throw new UsageError(`Invalid value for ${name}: '${raw}' is not a UUID or 'null'.`);
    return canonicalUuid(raw);
  },
  { metavar: 'UUID|null', thing: 'subscription', byId: true },
);

/** A subscription: its id, DEFAULT for the caller's only one, or null for none. */
export const subscription = param.custom(
  (raw, { name }): string | null => {
    if (raw.toLowerCase() === 'null') return null;
    if (raw.toUpperCase() === 'DEFAULT') return 'DEFAULT';
    if (!isUuid(raw)) throw new UsageError(`Invalid value for ${name}: '${raw}' is not a UUID, 'DEFAULT' or 'null'.`);
    return canonicalUuid(raw);
  },
  { metavar: 'UUID|DEFAULT|null', thing: 'subscription', byId: true },
);
