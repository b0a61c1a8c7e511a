/** The login itself, for the commands that make, show and end it. */
export interface Session {
  /** Whether GLOBUS_CLI_CLIENT_ID and _SECRET are set: then there is no login step. */
  readonly usesClientCredentials: boolean;
}
