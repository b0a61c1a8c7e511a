import { bad, canonicalUuid, isUuid, param } from '#command';

/** The subscription whose administrator vouches for a group, or null for none. */
export const verifier = param.custom(
  (raw, context): string | null => {
    if (raw.toLowerCase() === 'null') return null;
    if (!isUuid(raw)) throw bad(context, raw, "a UUID or 'null'");
    return canonicalUuid(raw);
  },
  { metavar: 'SUBSCRIPTION_ID|null', thing: 'subscription', byId: true },
);
