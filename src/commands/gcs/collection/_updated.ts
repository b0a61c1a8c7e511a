import { message, onScreen, raw, sentence } from '#command';
import type { Collection } from '#services/gcs';

export interface Updated {
  readonly code: string;
  readonly collection: Collection;
}
/** A sentence for people; on a pipe the service's code, and the collection as it is now for everything else. */
export const updated = onScreen(
  message((_updated: Updated) => 'The collection was updated.'),
  raw(
    ({ code }: Updated) => sentence`code: ${code}\n`,
    ({ collection }) => collection,
  ),
);
