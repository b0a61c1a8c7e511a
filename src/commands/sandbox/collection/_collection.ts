import { param } from '#command';

/** A collection as the sandbox tells it. */
export interface SandboxCollection {
  readonly id: string;
  readonly display_name: string;
  readonly entity_type: string;
  /** Its folder on this machine, or below the sandbox's own; null where it is a part of another's. */
  readonly folder: string | null;
  readonly owner_identity: string;
  readonly connected: boolean;
  readonly paused: boolean;
}

/** Which collection is meant. */
export const collectionId = param.uuid({ summary: 'The id of the collection', metavar: 'COLLECTION_ID' });

/** The columns of a collection, in a record and in a table. */
export const columns = {
  ID: 'id',
  Name: 'display_name',
  Type: 'entity_type',
  Folder: 'folder',
  Connected: 'connected',
  Paused: 'paused',
} as const;
