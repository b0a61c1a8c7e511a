/** The key of a document by the name of a setting, and the minor version of the document's type that brought it. */
export type VersionedFields = Readonly<Record<string, readonly [key: string, since: number]>>;
/** Settings by name; undefined where one was not given. */
export type Settings = Readonly<Record<string, unknown>>;

/** An empty text among the values of a list stands for the empty list: a flag cannot be given no values. */
export const listed = (value: unknown): unknown => (Array.isArray(value) ? value.filter((each) => each !== '') : value);

/**
 * The part of a document for the settings that were given. Servers refuse a version they do not know, so `minor` is the oldest that has
 * all of the fields, 0 for none.
 */
export function versioned(
  fields: VersionedFields,
  settings: Settings,
): { readonly minor: number; readonly document: Record<string, unknown> } {
  const given = Object.entries(fields).filter(([name]) => settings[name] !== undefined);
  return {
    minor: Math.max(0, ...given.map(([, [, since]]) => since)),
    document: Object.fromEntries(given.map(([name, [key]]) => [key, listed(settings[name])])),
  };
}
