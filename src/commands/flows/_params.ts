import { bad, param, things } from '#command';
import { writtenUrn } from '#globus/people/principal';

export const flowId = things.flow({ summary: 'The flow' });
export const runId = things.run({ summary: 'The run' });

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
  ordering(fields)({ summary: 'Sort by this; repeat it for ties', multiple: true, default: standard });
/** What was typed, as the service's `orderby`. */
export const orderQuery = (typed: readonly string[]) => typed.map((each) => each.replace(':', ' '));

/**
 * Who something is shared with, as a principal URN. An identity's id and `group:ID` are written out;
 * other words (`public`, `all_authenticated_users`, URNs) are left for the service to judge.
 */
const principalWord = (raw: string): string => writtenUrn(raw.trim()) ?? raw.trim();
const forms = { metavar: 'PRINCIPAL' };
export const principal = param.custom(principalWord, forms);
/** Several, separated by commas; an empty text is nobody. */
export const principals = param.custom(
  (raw: string): string[] => (raw === '' ? [] : raw.split(',').map(principalWord)),
  { metavar: 'PRINCIPAL,...' },
);

/** How people are named in the flags above, for help. */
export const principalHelp =
  'People and groups are principal URNs (urn:globus:auth:identity:ID, urn:globus:groups:id:ID); an identity id alone and group:ID are short forms.';
