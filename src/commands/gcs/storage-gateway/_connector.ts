import type { Param } from '#command';
import type { StorageConnector } from '#globus/collections/gateway-document';

/** One connector, as its commands show it, and the flags of its storage policies. */
export interface Connector extends StorageConnector {
  /** As in `storage-gateway create NAME`. */
  readonly name: string;
  /** For summaries: 'on Amazon S3'. */
  readonly title: string;
  readonly flags: Readonly<Record<string, Param<unknown>>>;
  /** Flags that a new gateway has to have. */
  readonly required?: readonly string[];
}
