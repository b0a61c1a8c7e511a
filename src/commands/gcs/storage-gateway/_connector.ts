import type { Param } from '#command';
import { type Settings, versioned, type VersionedFields } from '#globus/collections/versioned';

export type Flags = Readonly<Record<string, Param<unknown>>>;

/** One connector: its id, and the flags of its storage policies. */
export interface Connector {
  readonly id: string;
  /** As in `storage-gateway create NAME`. */
  readonly name: string;
  /** For summaries: 'on Amazon S3'. */
  readonly title: string;
  /** The policies' document type, version aside. */
  readonly type: string;
  readonly flags: Flags;
  /** Policy key by flag, and the minor version of the document type that brought it. */
  readonly fields: VersionedFields;
  /** Flags that a new gateway has to have. */
  readonly required?: readonly string[];
  /** Keys that a new gateway's policies must hold, with what they hold when nothing was said. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** The policies that were given, in the oldest version of the document that has them all; undefined where none were. */
export function policiesOf(
  { type, fields, defaults = {} }: Connector,
  flags: Settings,
  isNew: boolean,
): Record<string, unknown> | undefined {
  const { minor, document } = versioned(fields, flags);
  if (!isNew && !Object.keys(document).length) return undefined;
  return { DATA_TYPE: `${type}#1.${minor}.0`, ...(isNew && defaults), ...document };
}
