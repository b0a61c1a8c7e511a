/** A collection, and a path on it. */
export interface EndpointPath {
  readonly endpoint: string;
  readonly path: string;
}
/** The same, where the path may be left out. */
export interface EndpointMaybePath {
  readonly endpoint: string;
  readonly path: string | null;
  /** Whether there is a colon with nothing after it, as of a variable that is empty. */
  readonly bare?: boolean;
}

/** What a line is told that copies between two places of which one has no path. */
export const pathOnBothSides = 'Give a path on both sides (ID:PATH), or name pairs of paths with --batch.';

/** What a line that takes something away, or lets somebody in, says of a place like `@data:`; undefined where it has none. */
export const emptyPathOf = (parameter: string, places: readonly object[]): string | undefined =>
  places.some((place) => 'bare' in place && place.bare)
    ? `Invalid value for ${parameter}: there is nothing after the colon. Give a path, '/' for all of the collection, or leave the colon out.`
    : undefined;
