import { UsageError } from '../errors.js';
import type { Recipient } from '../globus/sharing/recipients.js';
import { canonicalUuid, isUuid } from '../uuid.js';
import { Named } from './named.js';
import { custom, type ParseContext } from './param.js';

const everybody: ReadonlyMap<string, Recipient> = new Map([
  ['anyone', { type: 'anonymous' }],
  ['logged-in', { type: 'all_authenticated_users' }],
]);

/** Whom something is shared with: people by username or id, `group:NAME` or `group:ID`, `anyone`, and `logged-in`, with commas between. */
export const recipients = custom<readonly Recipient[]>(
  (raw, context) =>
    // a group that is given by name is one once all names of the line were looked up
    raw.split(',').map((word) => recipient(word.trim(), context) as Recipient),
  { metavar: 'WHO,...' },
);

function recipient(word: string, { name }: ParseContext): Recipient | Named<Recipient> {
  if (word === '') throw new UsageError(`Invalid value for ${name}: between its commas somebody is missing.`);
  const all = everybody.get(word.toLowerCase());
  if (all) return all;
  const group = /^group:(.*)$/i.exec(word)?.[1]?.trim();
  if (group === undefined) return { type: 'identity', idOrUsername: isUuid(word) ? canonicalUuid(word) : word };
  if (isUuid(group)) return { type: 'group', id: canonicalUuid(group), name: undefined };
  if (group === '') throw new UsageError(`Invalid value for ${name}: '${word}' names no group.`);
  return new Named('group', group, name, ({ id }) => ({ type: 'group', id, name: group }));
}
