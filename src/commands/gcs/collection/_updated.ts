import { raw, sentence } from '#command';
import type { Collection } from '#services/gcs';

export interface Updated {
  readonly code: string;
  readonly collection: Collection;
}
/** The service's code for people; the collection as it is now for everything else. */
export const updated = raw(
  ({ code }: Updated) => sentence`code: ${code}\n`,
  ({ collection }) => collection,
);
