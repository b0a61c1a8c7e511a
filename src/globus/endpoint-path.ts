/** A collection, and a path on it. */
export interface EndpointPath {
  readonly endpoint: string;
  readonly path: string;
}
/** The same, where the path may be left out. */
export interface EndpointMaybePath {
  readonly endpoint: string;
  readonly path: string | null;
}
