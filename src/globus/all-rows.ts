/** Everything of a listing that comes page by page, for what needs all of it at once. */
export async function allRows<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
