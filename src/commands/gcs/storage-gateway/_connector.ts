import type { Param } from '#command';
import { listed } from '../_json.js';

export type Flags = Readonly<Record<string, Param<unknown>>>;
type Given = Readonly<Record<string, unknown>>;

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
  readonly fields: Readonly<Record<string, readonly [key: string, since: number]>>;
  /** Flags that a new gateway has to have. */
  readonly required?: readonly string[];
  /** Keys that a new gateway's policies must hold, with what they hold when nothing was said. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** The policies that were given, in the oldest version of the document that has them all; undefined where none were. */
export function policiesOf(
  { type, fields, defaults = {} }: Connector,
  flags: Given,
  isNew: boolean,
): Record<string, unknown> | undefined {
  const given = Object.entries(fields).filter(([flag]) => flags[flag] !== undefined);
  if (!given.length && !isNew) return undefined;
  const version = Math.max(0, ...given.map(([, [, since]]) => since));
  return {
    DATA_TYPE: `${type}#1.${version}.0`,
    ...(isNew && defaults),
    ...Object.fromEntries(given.map(([flag, [key]]) => [key, listed(flags[flag])])),
  };
}
