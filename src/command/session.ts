/** PLACEHOLDER until auth/ lands: what commands may do with the login itself. */
export interface Session {
  readonly todo?: never;
}
