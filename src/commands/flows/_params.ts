import { bad, param, things } from '#command';

export const flowId = things.flow({ summary: 'The flow' });
export const administeredFlowId = things.flow({ summary: 'The flow', only: 'administered' });
export const runId = things.run({ summary: 'The run' });
/** One that has not ended, and one that waits to be resumed. */
export const openRunId = things.run({ summary: 'The run', only: 'open' });
export const pausedRunId = things.run({ summary: 'The run', only: 'paused' });

/** `FIELD:ASC` or `FIELD:DESC` in any case; the value is as the service wants it: `field DESC`. */
const ordering = (fields: readonly string[]) =>
  param.custom(
    (raw, context) => {
      const [field = '', direction = '', ...rest] = raw.toLowerCase().split(':');
      if (!fields.includes(field) || !['asc', 'desc'].includes(direction) || rest.length) {
        throw bad(context, raw, `FIELD:ASC or FIELD:DESC, where FIELD is one of ${fields.join(', ')}`);
      }
      return `${field}:${direction.toUpperCase()}`;
    },
    { metavar: `[${fields.join('|')}]:[ASC|DESC]` },
  );
/** The flag that sorts a listing, with its default as it would be typed. */
export const orderby = <const D extends readonly string[]>(fields: readonly string[], standard: D) =>
  ordering(fields)({ summary: 'Sort by this, and what is equal by the next', multiple: true, default: standard });
/** What was typed, as the service's `orderby`. */
export const orderQuery = (typed: readonly string[]) => typed.map((each) => each.replace(':', ' '));

/** How people are named in flags, for help. */
export const principalHelp =
  'Give people as usernames or identity ids, and groups as group:NAME or group:ID. Principal URNs (urn:globus:auth:identity:ID, urn:globus:groups:id:ID) work, too.';
