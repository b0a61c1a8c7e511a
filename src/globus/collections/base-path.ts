import { ServiceError } from '../../errors.js';
import { visible } from '../../visible.js';

/** What `make` makes. Where the manager finds no folder for it to begin at, that is told in words of ours: each version of it has its own. */
export async function withBasePath<T>(path: string, whose: string, make: () => Promise<T>, hint?: string): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof ServiceError) || !isMissing(error)) throw error;
    // its code says that some part of the request was wrong: by now it is said which
    throw error.toldWith(`There is no folder ${visible(path)} on ${whose}.`, { hint, data: { code: undefined } });
  }
}

const isMissing = ({ response: { status }, message }: ServiceError) =>
  [400, 404, 422].includes(status) &&
  /folder|path|director/i.test(message) &&
  /no such|not found|does not exist|doesn't exist/i.test(message);
