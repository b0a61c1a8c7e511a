import { AuthRequiredError, NetworkError, ServiceError } from '../../errors.js';
import type { Connect } from '../things/sources.js';
import { parseUrn } from './grammar.js';
import { identitiesOf } from './identity.js';

/** How a group of this name is written where words are separated by commas; by its id where nothing quotes its name. */
export const groupWritten = (id: string, name: string | undefined): string =>
  `group:${name === undefined || name.includes('"') ? id : name.includes(',') ? `"${name}"` : name}`;

/** Principals as a line takes them and a person reads them: usernames, and groups by name. An id stands for what nobody tells. */
export async function principalsWritten(urns: readonly string[], connect: Connect): Promise<readonly string[]> {
  const parsed = urns.map((urn) => parseUrn(urn) ?? urn);
  const people = parsed.flatMap((each) => (typeof each === 'object' && each.type === 'identity' ? [each.id] : []));
  const known = people.length
    ? await ifTold(async () => identitiesOf('ids', [...new Set(people)].sort(), await connect('auth')))
    : [];
  const usernames = new Map(known?.map(({ id, username }) => [id, username]));
  return Promise.all(
    parsed.map(async (each) => {
      if (typeof each === 'string') return each;
      if (each.type === 'identity') return usernames.get(each.id) ?? each.id;
      return groupWritten(each.id, (await ifTold(async () => (await connect('groups')).getGroup(each.id)))?.name);
    }),
  );
}

async function ifTold<T>(find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof ServiceError || error instanceof NetworkError || error instanceof AuthRequiredError)
      return undefined;
    throw error;
  }
}
