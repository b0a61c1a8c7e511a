/** What goes wrong inside a run: the name that `Catch` compares, and the reason. Not a failure of the sandbox. */
export class FlowError extends Error {
  constructor(
    readonly error: string,
    reason: string,
  ) {
    super(reason);
  }
}
