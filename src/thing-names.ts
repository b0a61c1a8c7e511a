import type { Named } from './auth/asking-words.js';
import { AuthRequiredError, NetworkError, ServiceError } from './errors.js';
import { endpointNames, identityNames } from './globus/names.js';
import type { Adapters } from './services/index.js';

type Connect = <S extends 'auth' | 'flows' | 'transfer'>(service: S) => Promise<Adapters[S]>;

/** What a thing or a person is called, for a question about it; undefined where it cannot be found out now. */
export async function thingName({ kind, id }: Named, connect: Connect): Promise<string | undefined> {
  try {
    if (kind === 'identity') return (await identityNames(await connect('auth'), [id])).get(id);
    if (kind === 'flow') return (await (await connect('flows')).getFlow(id)).title;
    return (await endpointNames(await connect('transfer'), [id])).get(id);
  } catch (error) {
    // a question by id is better than none
    if (error instanceof ServiceError || error instanceof AuthRequiredError || error instanceof NetworkError)
      return undefined;
    throw error;
  }
}
