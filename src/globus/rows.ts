/** Rows that are here already, as rows that arrive. */
export async function* arriving<T>(...rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}
